// Written by `cargo migrate docs`. Change it by a new migration.

export type Severity = "low" | "high";

export interface Adults {
  id: number | null;
  /** renamed below */
  email: string | null;
  born: string | null;
  grade: number | null;
  years: number | null;
}

export interface Alarms {
  of: Severity | null;
  size: number | null;
}

export interface Encounters {
  patient_id: number;
  at: string;
  note: string | null;
}

export interface Latest {
  patient_id: number | null;
  at: string | null;
}

export interface Patients {
  id: number;
  eMail: string;
  date_of_birth: string | null;
  grade: number | null;
  years: number | null;
  phone: string | null;
}

export interface Seen {
  email: string | null;
  visits: string | null;
}

export interface Visits2025 {
  patient_id: number;
  at: string;
  note: string | null;
}

export interface VisitsOld {
  patient_id: number;
  at: string;
  note: string | null;
}
