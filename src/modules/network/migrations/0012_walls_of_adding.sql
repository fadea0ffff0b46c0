-- The second wall says who may add a row, and about whom, as the sentences do (product/network.md §4): A05, A06, A07
-- are never for oneself; A11 opens an account with a card.
ALTER POLICY account_open ON network.account WITH CHECK (core.is_system() OR core.at_the_door()
  OR core.actor_has_role('aidant', 'conseiller_numerique', 'referent_structure'));

ALTER POLICY membership_write ON network.membership WITH CHECK (
  core.is_system() OR core.at_the_door()
  OR (account_id <> core.actor_account() AND (
    (core.actor_has_role('referent_structure') AND organisation_id = core.actor_organisation()
      AND role NOT IN ('coordinateur', 'gestionnaire_fse', 'administrateur', 'dpo'))
    OR (core.actor_has_role('coordinateur') AND role = 'referent_structure')
    OR (core.actor_has_role('administrateur')
      AND role IN ('coordinateur', 'gestionnaire_fse', 'administrateur', 'dpo')))));

ALTER POLICY habilitation_write ON network.habilitation WITH CHECK (core.is_system()
  OR (core.actor_has_role('coordinateur') AND granted_by = core.actor_account()
    AND network.account_of(membership_id) <> core.actor_account()));
