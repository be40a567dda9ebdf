import { commandGroup, on, subcommand } from '../src/app.ts';
import { nameMe, setNamed } from '../src/digest/actions.ts';
import { changeNamed, nameInPosts } from '../src/digest/named.ts';
import { limits } from '../src/discord/limits.ts';
import { required, string } from '../src/discord/options.ts';
import { suggestCities } from '../src/groups/search.ts';
import { askCity, askZone, saveCity, saveZone, setSeen, showMe } from '../src/me/actions.ts';
import { changeCity } from '../src/me/city.ts';
import { changeSeen, changeZone, cityLabel, showOwn } from '../src/me/show.ts';
import { cityForm, zoneForm } from '../src/me/view.ts';
import { zoneChoices } from '../src/time/time-zones.ts';

export default commandGroup({
  name: 'me',
  description: 'Your own settings: time zone, city, nudges, and what others may see',
  where: 'anywhere',
  subcommands: {
    show: subcommand({
      description: 'All your settings at a glance; only you see them',
      options: {},
      run: (context) => showOwn(context),
    }),
    timezone: subcommand({
      description: 'Set your time zone: your weeks and your nudges go by it',
      options: {
        zone: required(
          string({
            description: 'A city, or a name such as Europe/Berlin',
            autocompletes: true,
            maxLength: 60,
          }),
        ),
      },
      autocomplete: {
        zone: ({ app, where, text }) =>
          zoneChoices(text, where.locale, app.clock.now(), limits.autocompleteChoices),
      },
      run: (context) => changeZone(context, context.options.zone),
    }),
    city: subcommand({
      description: 'Your city, to find study groups near you; nobody else is shown it',
      options: {
        city: required(string({ description: 'A city', autocompletes: true, maxLength: 100 })),
      },
      autocomplete: { city: (context) => suggestCities(context, context.text) },
      run: (context) => changeCity(context, context.options.city),
    }),
  },

  handlers: [
    on(askCity, async ({ app, member }) =>
      cityForm(await cityLabel(app, (await app.profiles.of(member)).cityId)),
    ),
    on(saveCity, (pressed) => changeCity(pressed, pressed.fields['city'] ?? '')),

    on(showMe, (pressed) => showOwn(pressed)),
    on(askZone, async ({ app, member }) => zoneForm((await app.profiles.of(member)).timeZone)),
    on(saveZone, (pressed) => changeZone(pressed, pressed.fields['zone'] ?? '')),
    on(setSeen, (pressed) => changeSeen(pressed, pressed.state.what, pressed.state.seen === 'yes')),

    on(nameMe, (pressed) => nameInPosts(pressed)),
    on(setNamed, (pressed) => changeNamed(pressed, pressed.state.named === 'yes')),
  ],
});
