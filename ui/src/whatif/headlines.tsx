// Four numbers first: the baseline, each policy, and how sure the difference is.

import { Swatch } from "../charts/swatch";
import type { Headline } from "../types";
import { amount, bare, BASELINE_TITLE, humanise, isShare, signed, signedBare, unitWord } from "../words";
import * as question from "./question";
import { holding, madeOf, rangeWords, signedRange, verdict } from "./spread";
import { lines, scenario } from "./state";
import { windowWords } from "./window";

function One({ headline }: { headline: Headline }) {
  const { unit, baseline, policies } = headline;
  const { done } = question.picture.value;
  return (
    <div>
      <dt>{headline.title}{headline.where && <small>{headline.where}</small>}</dt>
      <dd class="value">{bare(baseline.p50, unit)} <span class="unit">{unitWord(unit)}</span></dd>
      <dd class="before">{BASELINE_TITLE}: {rangeWords(baseline, unit, done)}</dd>
      {lines.value.slice(1).map(({ name, title }, rank) => {
        const policy = policies[name];
        if (!policy) return null;
        return (
          <dd key={name} class="versus">
            <Swatch rank={rank + 1} /> <b>{isShare(unit) ? amount(policy.value.p50, unit) : bare(policy.value.p50, unit)}</b>
            <small class="name">{title}</small>
            <small>{isShare(unit) ? signed(policy.difference.p50, unit) : signedBare(policy.difference.p50, unit)}{signedRange(policy.difference, unit, done)}: {verdict(policy.difference, done, question.drawnFit.value)}</small>
          </dd>
        );
      })}
    </div>
  );
}

export function Headlines() {
  const found = question.headlines.value;
  const waiting = scenario.value?.headlines ?? [];
  const { done, window } = question.picture.value;
  return (
    <section aria-labelledby="headline-figures">
      <h2 id="headline-figures">Headline figures</h2>
      <p class="soft">The simulated baseline, median of the runs, and the range ({holding(done).words}); under it each policy and its difference, with its own range. The ranges hold {madeOf(question.drawnFit.value).full}.</p>
      <p class="window">{found.length > 0 && window && scenario.value ? windowWords(window, scenario.value.start) : "\u00a0"}</p>
      <dl class={`big${question.stale.value ? " stale" : ""}`}>
        {found.length
          ? found.map((headline) => <One key={headline.name} headline={headline} />)
          : waiting.map(({ name, title }) => <div key={name}><dt>{title || humanise(name)}</dt><dd class="value soft">…</dd><dd class="before">&nbsp;</dd></div>)}
      </dl>
    </section>
  );
}
