-- What was accepted with the agreement is what its paper says: the retention chosen that day is kept apart from that of
-- today. Earlier acceptances told theirs to the journal.
ALTER TABLE network.organisation
  ADD COLUMN dpa_retention_months integer CHECK (dpa_retention_months BETWEEN 1 AND 36);
UPDATE network.organisation o SET dpa_retention_months = coalesce(
  (SELECT (e.facts ->> 'retention_months')::integer FROM core.journal_entry e
    WHERE e.event = 'network.agreement_accepted' AND e.object_ref = o.id::text AND e.facts ->> 'version' = o.dpa_version
      AND (e.facts ->> 'retention_months')::integer BETWEEN 1 AND 36
    ORDER BY e.at DESC LIMIT 1), o.retention_months)
  WHERE o.dpa_accepted_at IS NOT NULL;
ALTER TABLE network.organisation
  ADD CONSTRAINT organisation_agreement_whole CHECK ((dpa_accepted_at IS NULL) = (dpa_retention_months IS NULL));
