-- A SAML assertion is taken once. What is kept is a digest: it is written in an act, and never read, changed or taken back.
ALTER TABLE access_takenassertion ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_takenassertion FORCE ROW LEVEL SECURITY;
REVOKE ALL ON access_takenassertion FROM reachable_app;
GRANT INSERT ON access_takenassertion TO reachable_app;
CREATE POLICY take_when_acting ON access_takenassertion FOR INSERT TO reachable_app
    WITH CHECK ((SELECT context.require()) = 'ACTING');
