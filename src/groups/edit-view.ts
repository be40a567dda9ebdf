/** The form and the panel with which a group is put together and changed. */
import {
  accent,
  button,
  buttons,
  panel,
  select,
  selectField,
  type TopLevelComponent,
  text,
  textField,
} from '../discord/components.ts';
import { lines, type Markdown, md } from '../discord/markdown.ts';
import { type FormReply, form } from '../discord/reply.ts';
import type { Guide } from '../guide/guide.ts';
import { type Place, placeLabel } from '../places/places.ts';
import {
  askWords,
  chooseCity,
  chooseDoor,
  chooseLanguage,
  choosePlaces,
  dropDraft,
  openGroup,
  showGroup,
} from './actions.ts';
import { type Group, groupLimits } from './group.ts';
import { commonLanguages, languageName } from './languages.ts';
import { describe, hourWords } from './words.ts';

/** Sizes that can be chosen: all that a list of 25 has room for. */
const sizes = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 27, 30, 35, 40, 45, 50];

/** The value for a group that follows no step. */
export const ownTopic = 'own';

/** The value for a group that meets online. */
export const onlineValue = 'online';

/** The form, filled with what is known already. */
export function wordsForm(
  customId: string,
  guide: Guide,
  { group, city }: { group?: Group; city?: string },
): FormReply {
  return form({
    custom_id: customId,
    title: group === undefined ? 'A new study group' : 'The study group in words',
    components: [
      textField({
        customId: 'name',
        label: 'Name',
        placeholder: 'Tuesday Tensors',
        maxLength: groupLimits.name,
        ...(group !== undefined && { value: group.name }),
      }),
      selectField({
        customId: 'step',
        label: 'What will you study?',
        options: [
          { value: ownTopic, label: 'Something of our own', chosen: group?.stepId == null },
          ...guide.steps.slice(0, 24).map((step) => ({
            value: step.id,
            label: step.title,
            emoji: step.emoji,
            chosen: step.id === group?.stepId,
          })),
        ],
      }),
      textField({
        customId: 'topic',
        label: 'In your own words',
        placeholder: 'We read one paper a week and code it together',
        optional: true,
        maxLength: groupLimits.topic,
        ...(group !== undefined && group.topic !== '' && { value: group.topic }),
      }),
      textField({
        customId: 'city',
        label: 'City',
        description: 'Where you meet; leave it empty to meet online',
        placeholder: 'Leipzig',
        optional: true,
        maxLength: groupLimits.city,
        ...(city !== undefined && city !== '' && { value: city }),
      }),
      textField({
        customId: 'hour',
        label: 'Regular day and time',
        placeholder: 'Tuesdays 19:00',
        optional: true,
        maxLength: groupLimits.hour,
        ...(group?.hour != null && { value: hourWords(group.hour).replace(' at', '') }),
      }),
    ],
  });
}

/** The panel: what there is, and what is chosen in lists. `meant` are the cities that the name may mean. */
export function editPanel(
  { group, guide, members, meant }: { group: Group; guide: Guide; members: number; meant: readonly Place[] },
  notice?: Markdown,
): TopLevelComponent {
  const ref = { group: group.id };
  const isDraft = group.state === 'draft';
  return panel(
    isDraft ? accent.brand : accent.done,
    text(
      lines(
        notice,
        md`### ${group.name}`,
        isDraft ? md`-# Nobody else sees it yet. Is this right?` : undefined,
        describe(group, guide, members),
        isDraft ? zoneHint(group) : undefined,
      ),
    ),
    ...(meant.length > 1 || (meant.length === 1 && group.city === null) ? [citySelect(group, meant)] : []),
    select(chooseLanguage.id(ref), 'Language', languageOptions(group)),
    select(choosePlaces.id(ref), 'Places', sizeOptions(group, members)),
    select(chooseDoor.id(ref), 'Who may join', [
      { value: 'open', label: 'Open to whoever likes', chosen: !group.byRequest },
      { value: 'request', label: 'By request: you let people in', chosen: group.byRequest },
    ]),
    isDraft
      ? buttons(
          button(openGroup.id(ref), 'Open the group', { look: 'success' }),
          button(askWords.id(ref), 'Change the words'),
          button(dropDraft.id(ref), 'Never mind'),
        )
      : buttons(
          button(askWords.id(ref), 'Change the words', { look: 'primary' }),
          button(showGroup.id(ref), 'Back'),
        ),
  );
}

/** A city has its zone; online it is the owner's, who may never have said theirs. */
const zoneHint = ({ city, timeZone }: Group): Markdown | undefined =>
  city === null && timeZone === 'UTC'
    ? md`-# I take your time zone to be UTC. If it isn't, set yours with \`/me timezone\`, then press *Change the words*.`
    : undefined;

function citySelect({ id, city }: Group, meant: readonly Place[]) {
  return select(chooseCity.id({ group: id }), 'Which of these is it?', [
    ...meant.slice(0, 24).map((place) => ({
      value: String(place.id),
      label: placeLabel(place),
      chosen: place.id === city?.id,
    })),
    { value: onlineValue, label: 'None of them: we meet online', chosen: city === null },
  ]);
}

function languageOptions({ language }: Group) {
  const codes = [...new Set([language, ...commonLanguages])];
  return codes.map((code) => ({
    value: code,
    label: `Speaks ${languageName(code)}`,
    chosen: code === language,
  }));
}

/** Never fewer than there are members. */
function sizeOptions({ capacity }: Group, members: number) {
  const least = Math.max(members, groupLimits.leastPlaces);
  const offered = [...new Set([...sizes, capacity])].filter((size) => size >= least || size === capacity);
  return offered
    .toSorted((a, b) => a - b)
    .map((size) => ({ value: String(size), label: `${size} places`, chosen: size === capacity }));
}
