/** Puts together what the recommender goes by: progress, portfolio, and what the member said of themselves. */
import type { Learner, PortfolioFacts, Progress } from '../guide/learner.ts';
import { aims, among, gpus } from '../guide/names.ts';
import type { Profile } from '../member/profile.ts';
import type { MemberKey } from '../member/store.ts';

interface Sources {
  readonly progress: { of(member: MemberKey): Promise<Progress> };
  readonly portfolio: { facts(member: MemberKey): Promise<PortfolioFacts> };
  readonly profiles: { of(member: MemberKey): Promise<Profile> };
}

export class Learners {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** What is known of the member, and whether they have been asked about themselves. */
  async of(member: MemberKey): Promise<Learner & { readonly isAsked: boolean }> {
    const { progress, portfolio, profiles } = this.#sources;
    const [steps, facts, profile] = await Promise.all([
      progress.of(member),
      portfolio.facts(member),
      profiles.of(member),
    ]);
    const { hoursAWeek } = profile;
    const about = { hoursAWeek, gpu: among(gpus, profile.gpu), aim: among(aims, profile.aim) };
    return { progress: steps, portfolio: facts, about, isAsked: profile.isAsked };
  }
}
