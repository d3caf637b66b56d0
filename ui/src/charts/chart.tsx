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

type Library = typeof import("./echarts");
let loading: Promise<Library> | null = null;
let library: Library | null = null;

export function loadCharts(): Promise<Library> {
  return (loading ??= import("./echarts").then((loaded) => (library = loaded)));
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
    const begin = ({ init }: Library) => {
      if (!gone) chart.current ??= init(element, null, { renderer: "svg" });
    };
    const make = async () => {
      begin(await loadCharts());
      draw();
    };
    const drawNow = () => {
      chart.current?.setOption(latest.current, { replaceMerge: ["series"] });
      // The line under the pointer is no part of the picture.
      chart.current?.dispatchAction({ type: "updateAxisPointer", currTrigger: "leave" });
      chart.current?.getZr().flush();
      return chart.current;
    };
    hold?.(async () => {
      await make();
      return drawNow();
    });
    const looker = new IntersectionObserver(([entry]) => {
      seen.current = entry!.isIntersecting;
      if (!seen.current) return;
      if (chart.current) draw();
      else void make();
    }, { rootMargin: "200px" });
    const measurer = new ResizeObserver(() => chart.current?.resize());
    // The page is printed as it stands once this returns, seen or not; on paper a picture has the width of its column.
    const print = () => {
      if (!library) return;
      begin(library);
      const drawn = drawNow();
      if (drawn) element.querySelector("svg")?.setAttribute("viewBox", `0 0 ${drawn.getWidth()} ${drawn.getHeight()}`);
    };
    const printed = () => element.querySelector("svg")?.removeAttribute("viewBox");
    void loadCharts();  // so that the page can be printed before a picture was in view
    looker.observe(element);
    measurer.observe(element);
    addEventListener("beforeprint", print);
    addEventListener("afterprint", printed);
    return () => {
      gone = true;
      removeEventListener("beforeprint", print);
      removeEventListener("afterprint", printed);
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
