// Holds one ECharts picture: made when it first comes into view, drawn only while it is in view.

import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  options: EChartsCoreOption;
  label: string;
  class?: string;
  /** Called with the picture, so that it can be saved. */
  hold?: (chart: EChartsType | null) => void;
}

let loading: Promise<typeof import("./echarts")> | null = null;

export function loadCharts(): Promise<typeof import("./echarts")> {
  return (loading ??= import("./echarts"));
}

export function Chart({ options, label, class: name = "", hold }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const latest = useRef(options);
  const seen = useRef(false);
  latest.current = options;

  const draw = () => {
    if (seen.current) chart.current?.setOption(latest.current, { replaceMerge: ["series"], lazyUpdate: true });
  };

  useEffect(() => {
    const element = box.current!;
    let gone = false;
    const make = async () => {
      const { init } = await loadCharts();
      if (gone || chart.current) return;
      chart.current = init(element, null, { renderer: "svg" });
      hold?.(chart.current);
      draw();
    };
    const looker = new IntersectionObserver(([entry]) => {
      seen.current = entry!.isIntersecting;
      if (!seen.current) return;
      if (chart.current) draw();
      else void make();
    }, { rootMargin: "200px" });
    const measurer = new ResizeObserver(() => chart.current?.resize());
    const print = () => {
      seen.current = true;
      void make().then(draw);
    };
    looker.observe(element);
    measurer.observe(element);
    addEventListener("beforeprint", print);
    return () => {
      gone = true;
      removeEventListener("beforeprint", print);
      looker.disconnect();
      measurer.disconnect();
      hold?.(null);
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(draw, [options]);

  return <div class={`chart ${name}`} role="img" aria-label={label} ref={box} />;
}
