/** What an admin reads and uses to change links and texts. */
import {
  accent,
  button,
  buttons,
  clip,
  type InPanel,
  panel,
  select,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { limits } from '../discord/limits.ts';
import { lines, type Markdown, md, trusted } from '../discord/markdown.ts';
import type { Guide } from '../guide/guide.ts';
import { costs, kinds } from '../guide/names.ts';
import type { Resource, Step } from '../guide/schema.ts';
import { showSetup } from '../settings/actions.ts';
import {
  askText,
  hideLinks,
  pickContentStep,
  pickLink,
  removeLost,
  showContent,
  showStepContent,
} from './actions.ts';
import { fits, lostLinks } from './overlay.ts';
import { type Curation, isHidden, linkKey, type OwnLink, type TextField } from './own.ts';
import { addButton, kindInWords } from './own-view.ts';

/** The project's guide, and what a server has laid over it. */
export interface Content {
  readonly base: Guide;
  readonly curation: Curation;
}

/** The steps, each with what the server has of its own there. */
export function contentPanel({ base, curation }: Content, notice?: Markdown): TopLevelComponent {
  const lost = lostLinks(base, curation.links);
  return panel(
    accent.brand,
    notice && text(notice),
    text(
      lines(
        md`## Links and texts`,
        md`Add links of your own, hide some of the guide's, and put its texts into your words. Members of this server see it at once; nobody else does.`,
        lost.length === 0
          ? undefined
          : md`⚠️ ${lost.length === 1 ? '1 link of yours is' : `${lost.length} links of yours are`} not shown, since the guide has changed. Add what you still need anew, and remove the rest.`,
      ),
    ),
    select(
      pickContentStep.id({}),
      'Choose a step',
      base.steps.map((step) => ({
        value: step.id,
        label: `${step.number}. ${step.title}`,
        description: summary(base, curation, step),
      })),
    ),
    lost.length === 0 ? undefined : lostSelect(lost),
    buttons(button(showSetup.id({}), 'Back to set-up')),
  );
}

/** Links that a message has room for when they are named once more. */
const removedAtOnce = 5;

const lostSelect = (lost: readonly OwnLink[]): InPanel =>
  select(
    removeLost.id({}),
    'Remove links that are not shown',
    lost.map((link) => ({
      value: String(link.id),
      label: link.title,
      description: `${kindInWords(link)} · ${hostOf(link.url)}`,
    })),
    { most: Math.min(lost.length, removedAtOnce) },
  );

function summary(base: Guide, curation: Curation, step: Step): string {
  const own = ownLinks(curation, step).length;
  const hidden = base.resourcesFor(step.id).filter((resource) => isHidden(curation, resource)).length;
  const parts = [
    own === 0 ? undefined : own === 1 ? '1 link of your own' : `${own} links of your own`,
    hidden === 0 ? undefined : `${hidden} hidden`,
    ...curation.texts.filter(({ stepId }) => stepId === step.id).map(({ field }) => `your own “${field}”`),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'As the guide has it' : parts.join(' · ');
}

/** One step: the server's own links, the guide's, and the texts. */
export function stepContentPanel(
  { base, curation }: Content,
  step: Step,
  wantedPage: number,
  notice?: Markdown,
): TopLevelComponent {
  const own = ownLinks(curation, step);
  const ofGuide = base.resourcesFor(step.id);
  const hidden = ofGuide.filter((resource) => isHidden(curation, resource)).length;
  const pages = Math.max(1, Math.ceil(ofGuide.length / limits.selectOptions));
  const page = Math.min(wantedPage, pages - 1);
  const onPage = ofGuide.slice(page * limits.selectOptions, (page + 1) * limits.selectOptions);
  return panel(
    accent.brand,
    notice && text(notice),
    text(
      lines(
        md`## ${trusted(step.emoji)} Step ${step.number}: ${trusted(step.title)}`,
        own.length === 0
          ? md`**Links of your own:** none yet. They come before the guide's.`
          : md`**Links of your own**, which come before the guide's:`,
        ...ownLines(base, own),
      ),
    ),
    own.length === 0
      ? undefined
      : select(
          pickLink.id({ step: step.id }),
          'Look at a link of your own, or remove it',
          own.map((link) => ({
            value: String(link.id),
            label: link.title,
            description: `${kindInWords(link)} · ${hostOf(link.url)}`,
          })),
        ),
    text(
      hidden === 0
        ? md`**The guide's links:** ${ofGuide.length}, all of them shown`
        : md`**The guide's links:** ${ofGuide.length}, less ${hidden} that you hide. Those chosen here are hidden:`,
    ),
    onPage.length === 0 ? undefined : hideSelect(curation, step, page, onPage),
    pages === 1 ? undefined : pageButtons(step, page, pages),
    text(md`**Texts:** “why” is ${whose(curation, step, 'why')}, “how” is ${whose(curation, step, 'how')}`),
    buttons(
      addButton(step, 'Add a link'),
      button(askText.id({ step: step.id, field: 'why' }), 'Change “why”'),
      button(askText.id({ step: step.id, field: 'how' }), 'Change “how”'),
      button(showContent.id({}), 'Back to the steps'),
    ),
  );
}

const whose = (curation: Curation, step: Step, field: TextField) =>
  curation.texts.some((own) => own.stepId === step.id && own.field === field)
    ? 'in your own words'
    : "the guide's own";

const pageButtons = (step: Step, page: number, pages: number) =>
  buttons(
    button(showStepContent.id({ step: step.id, page: Math.max(0, page - 1) }), "Back in the guide's links", {
      disabled: page === 0,
    }),
    button(
      showStepContent.id({ step: step.id, page: page + 1 }),
      `More of the guide's links (${page + 1} of ${pages})`,
      { disabled: page + 1 >= pages },
    ),
  );

/** From so many links on, each gets less room: a message holds 4,000 characters. */
const manyLinks = 10;

const ownLines = (base: Guide, own: readonly OwnLink[]): Markdown[] =>
  own.map((link, index) => {
    const title = clip(link.title, own.length > manyLinks ? 45 : 90);
    const unshown = fits(base, link) ? '' : ' · not shown';
    return md`${trusted(`${index + 1}.`)} ${title} · ${clip(hostOf(link.url), 30)}${unshown}`;
  });

/** The guide's links, of which those chosen are hidden. */
function hideSelect(curation: Curation, step: Step, page: number, resources: readonly Resource[]): InPanel {
  return select(
    hideLinks.id({ step: step.id, page }),
    "Hide some of the guide's links",
    resources.map((resource) => ({
      value: linkKey(resource.url),
      label: resource.title,
      description: `${kinds[resource.kind]} · ${costs[resource.cost]} · ${hostOf(resource.url)}`,
      chosen: isHidden(curation, resource),
    })),
    { least: 0, most: resources.length },
  );
}

const ownLinks = (curation: Curation, step: Step) => curation.links.filter((link) => link.stepId === step.id);

const hostOf = (url: string) => URL.parse(url)?.hostname.replace(/^www\./, '') ?? url;
