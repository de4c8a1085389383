import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons/svg/add';
import { Copy16Regular } from '@fluentui/react-icons/svg/copy';
import type { FunctionContract } from '../../functions/catalogue';
import { exampleIn, functionPrefix, type FormulaForm } from '../../functions/formula-form';
import type { Language } from '../../wording/language';
import { useText } from '../figures/texts';
import { Marked } from '../policy/marked';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  signature: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  example: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
  },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
    flexGrow: 1,
    minWidth: 0,
  },
  parameters: { margin: 0, fontSize: tokens.fontSizeBase200 },
  name: { fontFamily: tokens.fontFamilyMonospace },
  optional: { color: tokens.colorNeutralForeground3 },
  meaning: { margin: `0 0 ${tokens.spacingVerticalXS}`, color: tokens.colorNeutralForeground2 },
});

/** A function as one types it, what it gives and takes, and an example to put into the sheet. */
export function FunctionCard({
  contract,
  form,
  query,
  language,
  onInsert,
  onCopy,
}: {
  contract: FunctionContract;
  /** The program that its formulas are typed into. */
  form: FormulaForm;
  query: string;
  language: Language;
  onInsert: (formula: string) => void;
  onCopy: (text: string) => void;
}) {
  const say = useText();
  const styles = useStyles();
  const { id, title, description, parameters } = contract;
  const signature = parameters.map((parameter) => (parameter.optional ? `[${parameter.id}]` : parameter.id)).join(', ');
  return (
    <li className={styles.card}>
      <Text weight="semibold">
        <Marked text={title[language]} query={query} />
      </Text>
      <span className={styles.signature}>
        <Marked text={`${functionPrefix(form)}${id}(${signature})`} query={query} />
      </span>
      <Text size={200}>
        <Marked text={description[language]} query={query} />
      </Text>
      {formulasOf(contract, form).map((formula) => (
        <span key={formula} className={styles.example}>
          <code className={styles.code}>
            <Marked text={formula} query={query} />
          </code>
          <Button
            size="small"
            icon={<Add16Regular />}
            aria-label={say('insert', { formula })}
            title={say('insert', { formula })}
            onClick={() => onInsert(formula)}
          />
          <Button
            size="small"
            appearance="subtle"
            icon={<Copy16Regular />}
            aria-label={say('copy', { formula })}
            title={say('copy', { formula })}
            onClick={() => onCopy(formula)}
          />
        </span>
      ))}
      {parameters.length > 0 && (
        <details>
          <summary>
            <Text size={200}>{say('parameters', { count: parameters.length })}</Text>
          </summary>
          <dl className={styles.parameters}>
            {parameters.map((parameter) => (
              <div key={parameter.id}>
                <dt>
                  <span className={styles.name}>{parameter.id}</span>{' '}
                  {parameter.optional && <span className={styles.optional}>{say('parameter-optional')}</span>}
                </dt>
                <dd className={styles.meaning}>
                  <Marked text={parameter.description[language]} query={query} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

/** What one would type: where nothing has to be given, the call that follows the workbook's ledgers, and an example with arguments. */
function formulasOf(contract: FunctionContract, form: FormulaForm): readonly string[] {
  const example = exampleIn(form, contract);
  const { id, parameters } = contract;
  return parameters.every(({ optional }) => optional) ? [`=${functionPrefix(form)}${id}()`, example] : [example];
}
