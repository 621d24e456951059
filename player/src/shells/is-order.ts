/** Whether a player ends because somebody outside wants it to, as the service manager does: a version on trial has not failed by that. */
export function isOrder(reason: string): boolean {
  return reason === 'SIGTERM' || reason === 'SIGINT';
}
