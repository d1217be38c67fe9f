// Written by `cargo migrate docs`. Change it by a new migration.

export type MoodB = "it's \"fine\"" | "*/ drop" | "${evil}" | "";

export interface XDROP {
  id: string;
}

export interface BackOfficeEtc {
  id: string;
  parent: string | null;
}

export interface VIew {
  "one;": string | null;
  two: string | null;
}

/** ```rust panic!() ``` <script>alert(1)</script> *bold* [link](javascript:x) * / '; DROP TABLE a; -- */
export interface XDrop {
  id: string;
  select: string | null;
  mood: MoodB;
  /** a | b "quoted" * / */
  "a|b": (number | null)[] | null;
  " ": string | null;
}
