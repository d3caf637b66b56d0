// Holds one ECharts picture: made when it first comes into view, drawn only while it is in view.

import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  options: EChartsCoreOption;
  label: string;
  /** In pixels, where it is not the usual one. */
  height?: number;
  /** Called with a way to have the picture drawn, so that it can be saved before it came into view. */
  hold?: (draw: (() => Promise<EChartsType | null>) | null) => void;
}

let loading: Promise<typeof import("./echarts")> | null = null;

export function loadCharts(): Promise<typeof import("./echarts")> {
  return (loading ??= import("./echarts"));
}

export function Chart({ options, label, height, hold }: Props) {
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
      draw();
    };
    hold?.(async () => {
      await make();
      chart.current?.setOption(latest.current, { replaceMerge: ["series"] });
      // The line under the pointer is no part of the picture.
      chart.current?.dispatchAction({ type: "updateAxisPointer", currTrigger: "leave" });
      chart.current?.getZr().flush();
      return chart.current;
    });
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

  return <div class="chart" style={height ? { height: `${height}px` } : undefined} role="img" aria-label={label} ref={box} />;
}
