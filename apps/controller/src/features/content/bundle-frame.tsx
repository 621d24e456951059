import classes from './content.module.css';

/** A bundle as it runs, in a frame without an origin; at the size of a screen and made small, as a page drawn for a phone's width says little. */
export function BundleFrame({ manifest, title }: { manifest: string; title: string }) {
  return (
    <div className={classes['bundle']}>
      <iframe sandbox="allow-scripts" allow="" referrerPolicy="no-referrer" src={`/bundles/${manifest}/index.html`} title={title} />
    </div>
  );
}
