import { z } from 'zod';

/** The people of the house. A person may hold several roles; deny by default. */
export const roleSchema = z.enum([
  'administrator',
  'editor',
  'approver',
  'publisher',
  'emergency-issuer',
  'emergency-approver',
  'technician',
  'clerk',
  'auditor',
]);
export type Role = z.infer<typeof roleSchema>;

const everyone = roleSchema.options;

/** Which roles hold a permission. Every route and operator event names one. */
export const permissions = {
  'fleet.read': everyone,
  'fleet.edit': ['administrator', 'technician'],
  'fleet.enrol': ['administrator', 'technician'],
  'fleet.allow-live': ['administrator'],
  'fleet.update': ['administrator'],
  'fleet.command': ['administrator', 'technician', 'publisher'],
  'fleet.maintain': ['administrator', 'technician'],
  'incident.handle': ['administrator', 'technician'],
  'incident-routes.read': ['administrator', 'technician', 'auditor'],
  'incident.route': ['administrator'],
  'content.read': everyone,
  'content.edit': ['administrator', 'editor'],
  // a technician's photos of the survey go into the library as well
  'media.add': ['administrator', 'editor', 'technician'],
  'content.approve': ['approver'],
  'feed.edit': ['administrator', 'technician'],
  'report.read': everyone,
  'report-schedules.read': ['administrator', 'auditor'],
  'report.schedule': ['administrator'],
  'survey.read': everyone,
  'survey.edit': ['administrator', 'technician'],
  'survey.plan': ['administrator', 'editor'],
  'schedule.read': everyone,
  'schedule.edit': ['administrator', 'publisher'],
  // whoever writes also draws what it is written into; which entry plays in it when is the publisher's
  'layout.edit': ['administrator', 'editor', 'publisher'],
  'schedule.publish': ['publisher'],
  'alert.read': everyone,
  'alert.prepare': ['emergency-issuer', 'emergency-approver'],
  'alert.issue': ['emergency-issuer'],
  'alert.approve': ['emergency-approver'],
  'alert.clear': ['emergency-issuer', 'emergency-approver'],
  'people.read': ['administrator', 'auditor'],
  'people.edit': ['administrator'],
  'audit.read': ['administrator', 'auditor'],
  'house.edit': ['administrator'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof permissions;

/** The permissions that a set of roles gives. */
export function permissionsOf(roles: readonly Role[]): readonly Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) =>
    (permissions[permission] as readonly Role[]).some((role) => roles.includes(role)),
  );
}
