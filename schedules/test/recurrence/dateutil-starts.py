"""What python-dateutil makes of rules. Reads JSON lines {start, rule, wanted, zone, count, until}, answers each with a list.

Without a zone: the first `wanted` starts as naive times. With one: dateutil computes on the wall, and what the zone does with a wall-clock
time is done here with zoneinfo. A time in a gap is neither given nor counted against `count`, in a fold the first instant holds; each
start is a naive time and its offset in seconds. "isCut" says that dateutil was stopped after 20 ms.
"""

import json
import signal
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr


class TooLong(Exception):
    pass


def stop(_signal, _frame):
    raise TooLong


def starts_of(request):
    start = datetime.fromisoformat(request["start"])
    zone = ZoneInfo(request["zone"]) if request["zone"] is not None else None
    until = datetime.fromisoformat(request["until"]) if request["until"] is not None else None
    found = []
    left = request["count"]
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        for wall in rrulestr(request["rule"], dtstart=start):
            if until is not None and wall >= until:
                break
            if zone is None:
                found.append(wall.isoformat())
            elif left != 0:
                aware = wall.replace(tzinfo=zone)
                if aware.astimezone(timezone.utc).astimezone(zone).replace(tzinfo=None) == wall:
                    found.append([wall.isoformat(), int(aware.utcoffset().total_seconds())])
                    left = None if left is None else left - 1
            if len(found) == request["wanted"] or left == 0:
                break
    except TooLong:
        return {"starts": found, "isCut": True}
    except ValueError as error:
        # how dateutil says that an interval never meets its BYHOUR
        if "empty set" not in str(error):
            raise
    finally:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
        except TooLong:
            # the time was up just here, with everything found
            pass
    return {"starts": found, "isCut": False}


signal.signal(signal.SIGALRM, stop)
for line in sys.stdin:
    print(json.dumps(starts_of(json.loads(line))))
