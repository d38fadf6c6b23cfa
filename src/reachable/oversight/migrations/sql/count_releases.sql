-- Counts that were released are only ever added to, by a run, each once; they are read by those whom counts are for. No number is
-- kept that is small or not rounded: what it was rounded from is nowhere in the row.
-- The table was made a moment ago: nobody waits for it while the constraint is looked over.
DO $$
BEGIN
    EXECUTE 'ALTER TABLE oversight_countrelease ADD CONSTRAINT only_rounded_numbers CHECK ('
        'NOT jsonb_path_exists(figures, ''$.** ? (@.type() == "number" && (@ < 10 || @ % 5 != 0))''))';
END
$$;
ALTER TABLE oversight_countrelease ENABLE ROW LEVEL SECURITY;
ALTER TABLE oversight_countrelease FORCE ROW LEVEL SECURITY;
REVOKE ALL ON oversight_countrelease FROM reachable_app;
GRANT SELECT, INSERT ON oversight_countrelease TO reachable_app;
CREATE POLICY read_by_those_for_whom_counts_are ON oversight_countrelease FOR SELECT TO reachable_app
    USING ((SELECT context.reads_counts()));
CREATE POLICY released_by_a_run ON oversight_countrelease FOR INSERT TO reachable_app
    WITH CHECK ((SELECT context.require()) = 'RUN');
