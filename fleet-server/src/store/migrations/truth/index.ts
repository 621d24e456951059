import type { Migration } from 'kysely/migration';
import { up as people } from './0001-people.ts';
import { up as fleet } from './0002-fleet.ts';
import { up as alerts } from './0003-alerts.ts';
import { up as media } from './0101-media.ts';
import { up as content } from './0102-content.ts';
import { up as schedule } from './0103-schedule.ts';
import { up as publications } from './0104-publications.ts';
import { up as calendarsAndModes } from './0105-calendars-and-modes.ts';
import { up as bundles } from './0110-bundles.ts';
import { up as commands } from './0120-commands.ts';
import { up as liveUrls } from './0130-live-urls.ts';
import { up as mountingAndTransitions } from './0140-mounting-and-transitions.ts';
import { up as exitPins } from './0150-exit-pins.ts';
import { up as software } from './0160-software.ts';
import { up as viewing } from './0160-viewing.ts';
import { up as textMeasures } from './0170-text-measures.ts';
import { up as knownGood } from './0190-known-good.ts';
import { up as shapedLayouts } from './0200-shaped-layouts.ts';
import { up as preEnrolments } from './0300-pre-enrolments.ts';
import { up as scopedPeople } from './0300-scoped-people.ts';
import { up as auditSeals } from './0310-audit-seals.ts';
import { up as nodes } from './0320-nodes.ts';
import { up as knownGoodActs } from './0330-known-good-acts.ts';
import { up as exitTries } from './0340-exit-tries.ts';
import { up as siteDownloads } from './0350-site-downloads.ts';
import { up as documentPages } from './0400-document-pages.ts';
import { up as accounts } from './0410-accounts.ts';
import { up as feeds } from './0420-feeds.ts';
import { up as incidents } from './0430-incidents.ts';
import { up as incidentFacts } from './0440-incident-facts.ts';
import { up as publicationSources } from './0450-publication-sources.ts';
import { up as collection } from './0451-collection.ts';
import { up as revisions } from './0460-revisions.ts';
import { up as searchedContent } from './0461-searched-content.ts';
import { up as waysToSignIn } from './0470-ways-to-sign-in.ts';
import { up as survey } from './0480-survey.ts';
import { up as reportSchedules } from './0481-report-schedules.ts';
import { up as releaseProgress } from './0520-release-progress.ts';
import { up as incidentsOfTheServer } from './0540-incidents-of-the-server.ts';
import { up as sitePlans } from './0580-site-plans.ts';
import { up as editedLayouts } from './0600-edited-layouts.ts';
import { up as itemsOfPlaylists } from './0601-items-of-playlists.ts';
import { up as guides } from './0610-guides.ts';
import { up as branding } from './0611-branding.ts';
import { up as uploads } from './0630-uploads.ts';
import { up as itemTags } from './0631-item-tags.ts';
import { up as itemsInLists } from './0640-items-in-lists.ts';
import { up as editsOfItems } from './0680-edits-of-items.ts';
import { up as collectedReleases } from './0700-collected-releases.ts';
import { up as updatesOfAlerts } from './0750-updates-of-alerts.ts';
import { up as editsOfAlertTemplates } from './0751-edits-of-alert-templates.ts';
import { up as reportHours } from './0761-report-hours.ts';

/** In order of their numbers; forward only. 0001 to 0009 people, fleet, alerts; from 0101 media, content, schedule, publications. */
export const truthMigrations: Readonly<Record<string, Migration>> = {
  '0001-people': { up: people },
  '0002-fleet': { up: fleet },
  '0003-alerts': { up: alerts },
  '0101-media': { up: media },
  '0102-content': { up: content },
  '0103-schedule': { up: schedule },
  '0104-publications': { up: publications },
  '0105-calendars-and-modes': { up: calendarsAndModes },
  '0110-bundles': { up: bundles },
  '0120-commands': { up: commands },
  '0130-live-urls': { up: liveUrls },
  '0140-mounting-and-transitions': { up: mountingAndTransitions },
  '0150-exit-pins': { up: exitPins },
  '0160-software': { up: software },
  '0160-viewing': { up: viewing },
  '0170-text-measures': { up: textMeasures },
  '0190-known-good': { up: knownGood },
  '0200-shaped-layouts': { up: shapedLayouts },
  '0300-pre-enrolments': { up: preEnrolments },
  '0300-scoped-people': { up: scopedPeople },
  '0310-audit-seals': { up: auditSeals },
  '0320-nodes': { up: nodes },
  '0330-known-good-acts': { up: knownGoodActs },
  '0340-exit-tries': { up: exitTries },
  '0350-site-downloads': { up: siteDownloads },
  '0400-document-pages': { up: documentPages },
  '0410-accounts': { up: accounts },
  '0420-feeds': { up: feeds },
  '0430-incidents': { up: incidents },
  '0440-incident-facts': { up: incidentFacts },
  '0450-publication-sources': { up: publicationSources },
  '0451-collection': { up: collection },
  '0460-revisions': { up: revisions },
  '0461-searched-content': { up: searchedContent },
  '0470-ways-to-sign-in': { up: waysToSignIn },
  '0480-survey': { up: survey },
  '0481-report-schedules': { up: reportSchedules },
  '0520-release-progress': { up: releaseProgress },
  '0540-incidents-of-the-server': { up: incidentsOfTheServer },
  '0580-site-plans': { up: sitePlans },
  '0600-edited-layouts': { up: editedLayouts },
  '0601-items-of-playlists': { up: itemsOfPlaylists },
  '0610-guides': { up: guides },
  '0611-branding': { up: branding },
  '0630-uploads': { up: uploads },
  '0631-item-tags': { up: itemTags },
  '0640-items-in-lists': { up: itemsInLists },
  '0680-edits-of-items': { up: editsOfItems },
  '0700-collected-releases': { up: collectedReleases },
  '0750-updates-of-alerts': { up: updatesOfAlerts },
  '0751-edits-of-alert-templates': { up: editsOfAlertTemplates },
  '0761-report-hours': { up: reportHours },
};
