import type { HelpTexts } from './help-texts.ts';

/** Help in English; `help-vi.ts` has the same shape by its type. */
export const helpEn = {
  title: 'Help',
  steps: 'What to do',
  marks: 'What the marks mean',
  keys: 'Keys',
  keySwitch: 'The key ? opens this help',
  tour: 'Show me around',
  pages: {
    '/': {
      purpose: 'The wall is for watching: every screen with its present picture, how it is, and when it last reported.',
      steps: [
        'Look for tiles that are not green. Their mark says what is the matter.',
        'Press a state above the tiles to see only those screens; find one by its name, place or tag.',
        'Open a tile to see why the screen shows what it shows, and to send it an order.',
      ],
      marks: {
        'states.healthy': 'The player reports, and shows what it should.',
        'states.impaired': 'The player reports that something is wrong. The tile says what.',
        'states.offline': 'Nothing has been heard of the player. It goes on showing what it has.',
        'states.unpaired': 'The screen has no player yet. Pair one under “Enrol a screen”.',
        'states.unknown': 'This server has just started and has not heard of the player yet.',
      },
    },
    '/screens': {
      purpose: 'Every screen as a list, for work on many at once.',
      steps: [
        'Filter the list until it holds the screens that you mean, then mark them.',
        'Change their tags or area, or send one order to all of them. You see what would happen before anything does.',
        'Take the list out as CSV, change it in a spreadsheet and read it back in.',
      ],
      marks: {
        'states.healthy': 'The player reports, and shows what it should.',
        'states.impaired': 'The player reports that something is wrong.',
        'states.offline': 'Nothing has been heard of the player.',
        'states.unpaired': 'The screen has no player yet.',
      },
    },
    '/screens/$screenId': {
      purpose: 'One screen: what is on it now and why, how its player is, and the orders that it was sent.',
      steps: [
        'Read “why” first: it names an alert that lies over the screen, the entry that plays and what it went before.',
        'Below it stands what comes next; ask “Why?” of any of it.',
        'Send an order where the picture stands still; open the time machine to see the screen at another instant.',
        'Under “Availability” stands what the player told of storage, memory, temperature and clock; a red line is where an incident opens.',
      ],
      marks: {
        'releaseStates.queued': 'Published, and the player has not fetched it yet.',
        'releaseStates.delivered': 'The player has the release and is fetching its files.',
        'releaseStates.prepared': 'Everything is on the device; it waits for its instant.',
        'releaseStates.active': 'This is on the glass.',
        'releaseStates.refused': 'The player did not take it. The reason stands beside it.',
        'releaseStates.superseded': 'A newer release took its place before it was shown.',
      },
    },
    '/screens/$screenId/time': {
      purpose: 'The time machine draws the picture of this screen at any instant, past or to come, and says why.',
      steps: [
        'Choose an instant, or move the slider with the arrow keys.',
        'Compare “as published” with “if published now” before you publish.',
        'Below stands what the player signed of that instant, where it is past.',
      ],
    },
    '/plays': {
      purpose: 'Play records say what was really shown, when and how it ended, signed by the players themselves.',
      steps: ['Choose the day; narrow it by site, item or entry.', 'Take the rows out as CSV where somebody wants proof.'],
      marks: {
        'plays.ends.completed': 'The item was shown for its whole time.',
        'plays.ends.cut-by-plan': 'Another entry began, as planned.',
        'plays.ends.cut-by-alert': 'An emergency alert covered it.',
        'plays.ends.cut-by-failure': 'The device could not show it to the end.',
      },
    },
    '/incidents': {
      purpose: 'What is wrong with which screen, or with this server, since when, and who is on it.',
      steps: [
        'Begin with those that nobody is on. “Take on” tells your colleagues that you are.',
        'Each incident says what to try first. Write a note of what you found.',
        'There is nothing to close: an incident ends by itself when its cause is gone.',
      ],
      marks: {
        'incidents.states.open': 'Nobody has taken it on.',
        'incidents.states.acknowledged': 'Somebody is on it; their name stands beside it.',
        'incidents.states.resolved': 'The cause is gone.',
      },
    },
    '/incidents/routes': {
      purpose: 'Who is told of incidents by mail or webhook, of which sites and at which hours.',
      steps: [
        'Add a way for each group of people that must be told.',
        'Send a test. It is marked as one.',
        'Keep the secret of a webhook when it is shown: it is shown once.',
      ],
    },
    '/health': {
      purpose: 'How every screen of a site was over a day or a week: a row for each, the one that was offline longest first.',
      steps: [
        'Choose the site and the span. What you see is part of the address: send it to a colleague.',
        'Rows that lost the same stretch of time together tell of a cause that they share: power, network, this server.',
        'Open a screen by its name for its incidents, figures and orders.',
      ],
      marks: {
        'states.healthy': 'The player reports, and shows what it should.',
        'states.impaired': 'It reports, and something is not as it should be.',
        'states.offline': 'Nothing was heard of it.',
        'states.unknown': 'This server did not run or did not know yet.',
      },
    },
    '/enrol': {
      purpose: 'Adds a screen and gives it its player.',
      steps: [
        'Add the screen: its name as it is called on site, where it stands, how large its picture is.',
        'Switch the device on. It shows a code of eight letters and digits.',
        'Type the code and choose the screen. The device shows its programme within a minute of the next publication.',
      ],
    },
    '/sites': {
      purpose: 'Sites and the areas in them. Entries, alerts and people’s roles are given by site and area.',
      steps: [
        'Add a site with its time zone. The first of its languages is the one that others are translated from.',
        'Add areas, in as many levels as people on site speak of.',
        'Set the exit PIN, which lets a technician out of the full picture at a device.',
      ],
    },
    '/survey': {
      purpose: 'What means of information stand where, what shall stand there by which year, and what is missing.',
      steps: [
        'Write into the inventory what there is, or read it in from a file.',
        'Write into the plan what shall be there, by place and year.',
        'The gap is worked out from both. Print it as a report.',
      ],
      marks: {
        'survey.conditions.good': 'Can be used as it is.',
        'survey.conditions.worn': 'Can be used; should be renewed.',
        'survey.conditions.faulty': 'Does not work as it should. It does not count as usable.',
        'survey.conditions.out-of-use': 'Switched off or taken down. It does not count as usable.',
      },
    },
    '/survey/sheets': {
      purpose: 'The survey on a phone: walk through the site and fill in a sheet for each thing that you pass.',
      steps: [
        'Choose the site. What nobody has looked at for longest stands first.',
        'Fill in the condition and take a photo.',
        'Add what you find and the list does not have.',
      ],
      marks: {
        'survey.conditions.good': 'Can be used as it is.',
        'survey.conditions.worn': 'Can be used; should be renewed.',
        'survey.conditions.faulty': 'Does not work as it should.',
        'survey.conditions.out-of-use': 'Switched off or taken down.',
      },
    },
    '/survey/report': {
      purpose: 'Inventory, plan and gap as one paper.',
      steps: ['Print it or save it as PDF. Only the report is on the paper, in light colours.'],
    },
    '/schedule': {
      purpose: 'Entries say what plays where and when. The higher tier goes first; within a tier, what names the closer place.',
      steps: [
        'Add a fallback entry first, one that is always on: then no screen is ever empty.',
        'Add entries for the daily programme. While you write, the page tells what they would meet.',
        'Nothing changes on the screens before you publish.',
      ],
      marks: {
        'tiers.fallback': 'Plays when nothing else does.',
        'tiers.regular': 'The daily programme.',
        'tiers.campaign': 'Goes before the regular programme.',
        'tiers.priority': 'Goes before everything but emergency alerts.',
      },
    },
    '/schedule/timetable': {
      purpose: 'When the entries of a screen, area or site are on: by day, week, month or year.',
      steps: [
        'Choose whose timetable you want to see.',
        'Move a bar, or its end, with the mouse or with Shift and the arrow keys; Enter opens the form that saves it.',
        'A hatched part is hidden by something else. The bar says by what.',
      ],
    },
    '/schedule/calendars': {
      purpose: 'Calendars are named sets of dates, such as public holidays. Entries play only on them, or never on them.',
      steps: ['Add a calendar and fill it with the public holidays of Vietnam, or choose the dates yourself.', 'Name it in an entry.'],
    },
    '/schedule/publish': {
      purpose: 'Shows what would change on which screen, then sends it.',
      steps: [
        'Read what each screen gets. Where two entries tie, somebody must accept it by name.',
        'Choose at once or an instant: screens fetch early and change together.',
        'Watch it arrive. An earlier publication can be taken back to from its own page.',
      ],
      marks: {
        'releaseStates.delivered': 'The player has the release and is fetching its files.',
        'releaseStates.prepared': 'Everything is on the device; it waits for its instant.',
        'releaseStates.active': 'It is on the glass.',
        'releaseStates.refused': 'The player did not take it; the screen’s page says why.',
      },
    },
    '/schedule/publications/$publicationId': {
      purpose: 'One publication: who sent it, what it changed, and how far it has come on each screen.',
      steps: [
        'Wait until it is active everywhere. Screens without a connection follow when they are back.',
        'Where it was a mistake, roll back from here.',
      ],
      marks: {
        'releaseStates.queued': 'The player has not fetched it yet.',
        'releaseStates.delivered': 'The player has it and is fetching its files.',
        'releaseStates.prepared': 'Everything is on the device; it waits for its instant.',
        'releaseStates.active': 'It is on the glass.',
        'releaseStates.refused': 'The player did not take it; the reason stands beside it.',
        'releaseStates.superseded': 'A newer release took its place.',
      },
    },
    '/content': {
      purpose: 'Items are what can be shown: notices, articles, pictures, films, feeds, clocks, each in its languages.',
      steps: [
        'Add an item and write it in the first language of the site.',
        'Submit it. A second person approves it; only then it can play.',
        'Put it into a playlist.',
      ],
      marks: {
        'reviews.draft': 'Being written. It is shown nowhere.',
        'reviews.submitted': 'Waits for a second person.',
        'reviews.approved': 'May play.',
        'reviews.rejected': 'The second person said no; the reason stands in the text.',
      },
    },
    '/content/items/$itemId': {
      purpose: 'One item in its languages: text, preview, approval and history.',
      steps: [
        'Choose the language, write, and look at the preview.',
        'Save the draft, then submit it.',
        'What is approved goes on playing while you write the next revision.',
      ],
      marks: {
        'reviews.draft': 'Being written. It is shown nowhere.',
        'reviews.submitted': 'Waits for a second person.',
        'reviews.approved': 'May play.',
        'reviews.rejected': 'The second person said no; the reason stands beside it.',
      },
    },
    '/content/approvals': {
      purpose: 'What others wrote and nobody has decided on yet.',
      steps: [
        'Read the text as the screens will show it, in every language that waits; what it replaces stands beside it, with every changed word marked.',
        'Approve it, or reject it with a reason that helps its author.',
        'Nobody approves their own text.',
      ],
    },
    '/content/media': {
      purpose: 'Pictures, films, documents and bundles. Each is judged by its content and made playable before it can be used.',
      steps: [
        'Choose files or drop them on the page.',
        'A lost connection is waited for. After a reload of the page choose the same file again: only what is missing is sent.',
        'Wait until a file is ready. Then write an item that shows it.',
      ],
      marks: {
        'ingest.probing': 'The file is being looked at.',
        'ingest.rendering': 'The copy that screens play is being made.',
        'ingest.ready': 'Can be used in items.',
        'ingest.failed': 'Cannot be played; the reason stands beside it.',
      },
    },
    '/content/feeds': {
      purpose: 'Sources of values that change by themselves: rates, weather, waiting times.',
      steps: [
        'Add a source that is fetched, or one to which another system sends.',
        'Look at its values here, then write an item of kind “Feed” that shows them.',
      ],
      marks: {
        'feeds.well': 'Values come as they should.',
        'feeds.waiting': 'No values have come yet.',
        'feeds.failing': 'The last tries failed; the reason stands beside it.',
      },
    },
    '/content/playlists': {
      purpose: 'Playlists put items into an order. Entries of the schedule play playlists.',
      steps: [
        'Add a playlist and put approved items into it.',
        'Drag a slot by its handle, or take it up with Space and move it with the arrow keys.',
        'An item of weight 2 comes twice in each round.',
      ],
      marks: {
        'playlists.standing.unapproved': 'No revision may play yet: the item is left out.',
        'playlists.standing.early': 'The item may play from a later day.',
        'playlists.standing.over': 'The item’s last day has passed.',
      },
    },
    '/emergency': {
      purpose: 'An alert is on every chosen screen within a second or two, above everything else, until it is cleared or expires.',
      steps: [
        'Raise a prepared alert: choose it, choose where, say whether it is real or an exercise, look at it as the screens will draw it, confirm.',
        'Watch the board: it names screens that have not painted the alert. Send somebody there.',
        'Extend or update an alert that is on: it stays as it is until another person approves, and then changes on all screens at once.',
        'Clear the alert when the danger is over.',
      ],
      marks: {
        'alertStates.requested': 'Written in free text; another person must approve it.',
        'alertStates.active': 'On the screens now.',
        'alertStates.cleared': 'Ended by a person.',
        'alertStates.expired': 'Ended by itself when its time was over.',
        'alertStates.updated': 'Another one has taken its place.',
        'alertStates.withdrawn': 'Taken back by whoever asked for it.',
      },
    },
    '/emergency/templates': {
      purpose: 'Alerts prepared in quiet hours: written by one person, approved by another, raised at once in an emergency.',
      steps: [
        'Write the alert in every language of the site, short enough to be read from afar.',
        'Have another person approve it.',
        'Raise it as an exercise once, so that everybody has seen it.',
      ],
    },
    '/reports': {
      purpose: 'Air time, expected against played, uptime, reach of alerts, languages: over a span, of a site or of all.',
      steps: ['Choose report, site and span.', 'Take it out as CSV, XLSX or PDF, or have it mailed regularly.'],
    },
    '/people': {
      purpose: 'Everybody with an account, and what they may do where.',
      steps: [
        'Invite somebody: you get a link that is good once. Hand it over yourself.',
        'Give roles for a site, or for a time, where that is enough.',
        'Disable whoever leaves. What they did stays in the audit under their name.',
      ],
    },
    '/audit': {
      purpose: 'Who did what and when. Rows are chained and sealed, so that none can be taken out unnoticed.',
      steps: ['Narrow it by person, action or span.', 'Export the whole for an auditor; it can be verified without this server.'],
      marks: {
        'audit.sealed': 'In the chain, under a signature.',
        'audit.unsealed': 'Written within the last second or so.',
      },
    },
    '/layouts': {
      purpose: 'Layouts divide a picture into regions. An entry of the schedule names one, and says what plays in it.',
      steps: [
        'Begin with a layout that is there, or draw one for your format.',
        'Draw regions on the grid with the mouse, with the arrow keys, or by numbers.',
        'What cannot be shown is said at once. Screens change with the next publication.',
      ],
    },
    '/appearance': {
      purpose: 'How this application looks for your organisation: its name, its logo, its colour.',
      steps: [
        'Give the name as it stands on your letters.',
        'Choose a logo and a colour; the preview shows both on light and on dark.',
        'Save. Everybody sees it when they next open the application; the sign-in page shows it too.',
      ],
    },
    '/account': {
      purpose: 'How you sign in: password, passkeys, one-time codes, open sessions, tokens for programs.',
      steps: [
        'Add a passkey or one-time codes, so that your password alone opens nothing.',
        'End sessions that you do not know, then change the password.',
      ],
    },
  },
  shortcuts: [
    { keys: ['?'], does: 'This help' },
    { keys: ['Ctrl', 'K'], does: 'Begin something, or go to anything by its name' },
    { keys: ['Esc'], does: 'Close what is open; you are asked before anything typed is lost' },
    { keys: ['Ctrl', 'Z'], does: 'Schedule: take the last edit back' },
    { keys: ['Ctrl', 'Shift', 'Z'], does: 'Schedule: do it again' },
    { keys: ['Shift', '← → ↑ ↓'], does: 'Timetable: move a bar, or its end' },
    { keys: ['Ctrl', 'C'], does: 'Timetable: copy an entry' },
    { keys: ['Ctrl', 'V'], does: 'Timetable: paste it' },
    { keys: ['Space', '↑ ↓'], does: 'Playlist: take a slot up and move it' },
    { keys: ['← → ↑ ↓'], does: 'Plan of a site: move a screen; with Shift in small steps' },
  ],
} as const satisfies HelpTexts;
