import { compileRuleTable } from '../../src/policy/rule-table';
import { countFor, type RuleEngine, type RuleTally } from './rule-engine';

/** Our own classifier, asked for the whole verdict of every row. */
export const payclause: RuleEngine = {
  name: 'PayClause',
  form: 'the policy document itself',
  reasons: 'every rule: the first condition that failed, or the exception in its place',
  share: 1,
  load(exercises) {
    const tables = exercises.map(({ table, ledger, rows }) => {
      const ids = [...ledger.columns, ...ledger.derived].map((column) => column.id);
      return { table, rows, classifier: compileRuleTable(table, ledger, (field) => ids.indexOf(field)) };
    });
    return () => {
      const tallies = new Map<string, RuleTally>();
      for (const { table, rows, classifier } of tables) {
        const tally: RuleTally = new Map();
        tallies.set(table.id, tally);
        for (const values of rows) {
          const { matched, rejections } = classifier.classify(values);
          const [rule] = matched;
          // Every other rule is spoken for, or the tallies differ and the bench fails.
          const complete = rule !== undefined && matched.length + rejections.length === table.rules.length;
          countFor(tally, complete ? rule.id : '');
        }
      }
      return tallies;
    };
  },
};
