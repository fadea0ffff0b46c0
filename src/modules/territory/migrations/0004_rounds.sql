-- Rounds of counsellors: who is where each half-day, of all weeks or of one in two.

CREATE TABLE territory.timetable (
  scenario text NOT NULL REFERENCES territory.scenario ON DELETE CASCADE,
  counsellor_no integer NOT NULL CHECK (counsellor_no > 0),
  weekday integer NOT NULL CHECK (weekday BETWEEN 1 AND 5),
  half text NOT NULL CHECK (half IN ('am', 'pm')),
  place_code text NOT NULL,
  weeks text NOT NULL CHECK (weeks IN ('every', 'odd', 'even')),
  PRIMARY KEY (scenario, counsellor_no, weekday, half, weeks)
);
-- Nobody is in two places at once: a visit of every week is in odd weeks and in even ones.
CREATE UNIQUE INDEX timetable_odd_weeks ON territory.timetable (scenario, counsellor_no, weekday, half)
  WHERE weeks <> 'even';
CREATE UNIQUE INDEX timetable_even_weeks ON territory.timetable (scenario, counsellor_no, weekday, half)
  WHERE weeks <> 'odd';

-- A plan of places and rounds may be in force side by side.
DROP INDEX territory.scenario_one_adopted;
CREATE UNIQUE INDEX scenario_one_adopted ON territory.scenario ((problem->>'model' = 'itinerant'))
  WHERE state = 'adopted';
