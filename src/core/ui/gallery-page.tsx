import type { Component } from './gallery.ts';
import type { PageFrame } from './site.ts';

const title = 'Composants';

/** Frame of `/composants`: for those who build pages, in French only. */
export const galleryFrame: PageFrame = {
  title,
  crumbs: [{ label: 'Accueil', href: '/' }, { label: title }],
  robots: 'noindex',
  sheets: ['desk.css', 'paper.css'],
};

/** Every piece with its examples, all on one page, so that a change is seen at once. */
export function GalleryPage({ components }: { components: readonly Component[] }) {
  return (
    <div class="flow">
      <h1>{title}</h1>
      <p class="lead">Les pièces des pages, avec leurs exemples. Les noms et les chiffres sont inventés.</p>
      {components.map(component => (
        <section class="rule after flow">
          <h2 id={component.name}>{component.title}</h2>
          <p class="mute">{component.when}</p>
          {component.examples.map(example => (
            <>
              <h3>{example.title}</h3>
              <div>{example.render()}</div>
            </>
          ))}
        </section>
      ))}
    </div>
  );
}
