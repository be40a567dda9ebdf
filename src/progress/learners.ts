/** Puts together what the recommender goes by: progress, portfolio, and what the member said of themselves. */
import type { Learner, PortfolioFacts, Progress } from '../guide/learner.ts';
import { aims, among, gpus } from '../guide/names.ts';
import type { Profile } from '../member/profile.ts';
import type { MemberKey } from '../member/store.ts';

interface Sources {
  readonly progress: {
    ofAll(guildId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, Progress>>;
  };
  readonly portfolio: {
    factsOfAll(guildId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, PortfolioFacts>>;
  };
  readonly profiles: {
    ofAll(guildId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, Profile>>;
  };
}

/** What is known of a member, and whether they have been asked about themselves. */
export type KnownLearner = Learner & { readonly isAsked: boolean };

export class Learners {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  async of({ guildId, userId }: MemberKey): Promise<KnownLearner> {
    const found = (await this.ofAll(guildId, [userId])).get(userId);
    if (found === undefined) throw new Error('whoever is asked for is found');
    return found;
  }

  /** Members of a server, by user id: each that is asked for is there, whether known or not. */
  async ofAll(guildId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, KnownLearner>> {
    const { progress, portfolio, profiles } = this.#sources;
    const [steps, facts, said] = await Promise.all([
      progress.ofAll(guildId, userIds),
      portfolio.factsOfAll(guildId, userIds),
      profiles.ofAll(guildId, userIds),
    ]);
    return new Map(
      userIds.map((id) => [
        id,
        learnerOf(
          steps.get(id) ?? new Map(),
          facts.get(id) ?? { counts: new Map(), lastLoggedAt: new Map() },
          said.get(id),
        ),
      ]),
    );
  }
}

function learnerOf(
  progress: Progress,
  portfolio: PortfolioFacts,
  profile: Profile | undefined,
): KnownLearner {
  const about = {
    hoursAWeek: profile?.hoursAWeek ?? null,
    gpu: among(gpus, profile?.gpu ?? null),
    aim: among(aims, profile?.aim ?? null),
  };
  return { progress, portfolio, about, isAsked: profile?.isAsked ?? false };
}
