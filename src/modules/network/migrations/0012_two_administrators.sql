-- The data protection officer is named by two administrators (product/network.md §4, A06): one proposes, another
-- confirms within seven days.
CREATE TABLE network.officer_proposal (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES network.account (id),
  organisation_id uuid NOT NULL REFERENCES network.organisation (id),
  proposed_by uuid NOT NULL REFERENCES network.account (id),
  proposed_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at = proposed_at + interval '168 hours'),
  -- `caduque`: whoever proposed is no longer an administrator.
  state text NOT NULL CHECK (state IN ('proposee', 'confirmee', 'refusee', 'expiree', 'caduque')),
  settled_by uuid REFERENCES network.account (id),
  settled_at timestamptz CHECK (settled_at >= proposed_at),
  -- Three different people.
  CHECK (proposed_by <> account_id),
  CHECK (settled_by NOT IN (proposed_by, account_id)),
  CHECK ((state = 'proposee') = (settled_at IS NULL)),
  CHECK ((state IN ('confirmee', 'refusee')) = (settled_by IS NOT NULL)),
  CHECK (state <> 'confirmee' OR settled_at < expires_at)
);
CREATE UNIQUE INDEX officer_proposal_waiting ON network.officer_proposal (account_id) WHERE state = 'proposee';

-- Administers now, and can sign in.
CREATE FUNCTION network.administers(account uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM network.membership m JOIN network.account a ON a.id = m.account_id
    WHERE m.account_id = administers.account AND m.role = 'administrateur' AND m.until_at IS NULL AND a.state = 'actif') $$;

CREATE FUNCTION network.officer_proposal_two() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'proposee' OR NOT network.administers(NEW.proposed_by) THEN
      RAISE EXCEPTION 'proposer' USING ERRCODE = 'check_violation', CONSTRAINT = 'officer_proposal_two';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> 'proposee' OR (NEW.id, NEW.account_id, NEW.organisation_id, NEW.proposed_by, NEW.proposed_at)
    IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.organisation_id, OLD.proposed_by, OLD.proposed_at) THEN
    RAISE EXCEPTION 'settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'officer_proposal_settled';
  END IF;
  IF NEW.state = 'confirmee' THEN
    -- The role of who proposed cannot be taken away between this look and the end of the act.
    PERFORM FROM network.membership WHERE account_id = NEW.proposed_by AND role = 'administrateur' AND until_at IS NULL FOR SHARE;
    IF NOT network.administers(NEW.proposed_by) OR NOT network.administers(NEW.settled_by) THEN
      RAISE EXCEPTION 'two' USING ERRCODE = 'check_violation', CONSTRAINT = 'officer_proposal_two';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER two BEFORE INSERT OR UPDATE ON network.officer_proposal
  FOR EACH ROW EXECUTE FUNCTION network.officer_proposal_two();

-- No program makes an officer otherwise: the confirmation is of the same instant, in the same transaction.
CREATE FUNCTION network.officer_by_two() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.role <> 'dpo' OR NEW.until_at IS NOT NULL OR coalesce(current_setting('airial.actor', true), '') = ''
    OR (TG_OP = 'UPDATE' AND OLD.role = 'dpo' AND OLD.until_at IS NULL AND OLD.account_id = NEW.account_id) THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT FROM network.officer_proposal p WHERE p.account_id = NEW.account_id
    AND p.organisation_id = NEW.organisation_id AND p.state = 'confirmee' AND p.settled_at = NEW.from_at) THEN
    RAISE EXCEPTION 'officer' USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_officer';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER officer_by_two BEFORE INSERT OR UPDATE ON network.membership
  FOR EACH ROW EXECUTE FUNCTION network.officer_by_two();

ALTER TABLE network.officer_proposal ENABLE ROW LEVEL SECURITY;
CREATE POLICY officer_proposal_read ON network.officer_proposal FOR SELECT USING (
  core.is_system() OR core.actor_has_role('administrateur', 'dpo') OR account_id = core.actor_account());
CREATE POLICY officer_proposal_make ON network.officer_proposal FOR INSERT WITH CHECK (
  core.actor_has_role('administrateur') AND proposed_by = core.actor_account() AND account_id <> core.actor_account());
CREATE POLICY officer_proposal_settle ON network.officer_proposal FOR UPDATE
  USING (core.is_system() OR (core.actor_has_role('administrateur')
    AND core.actor_account() NOT IN (proposed_by, account_id)))
  WITH CHECK (core.is_system() OR settled_by = core.actor_account());
CREATE POLICY officer_proposal_forget ON network.officer_proposal FOR DELETE USING (core.is_system());
