import { ConfigurationFault } from '@huying/platform';

/**
 * What to mend where brokers answered, and no waiting will help: they do not accept who asks, or cannot prove who they are.
 * Undefined for every other fault.
 */
export function refusedConnection(brokers: readonly string[], fault: unknown): ConfigurationFault | undefined {
  const where = brokers.join(', ');
  const sentence = causesOf(fault)
    .map((cause) => sentenceFor(cause, where))
    .find((each) => each !== undefined);
  if (sentence === undefined) return undefined;
  const refusal = new ConfigurationFault([sentence]);
  refusal.cause = fault;
  return refusal;
}

/** The fault, what caused it, and what kafkajs has gathered in it. */
function causesOf(fault: unknown): readonly Error[] {
  if (!(fault instanceof Error)) return [];
  const gathered = 'errors' in fault && Array.isArray(fault.errors) ? (fault.errors as readonly unknown[]) : [];
  return [fault, ...[fault.cause, ...gathered].flatMap(causesOf)];
}

function sentenceFor(fault: Error, where: string): string | undefined {
  if (fault.name === 'KafkaJSSASLAuthenticationError')
    return (
      `HUYING_KAFKA_SASL, HUYING_KAFKA_USERNAME, HUYING_KAFKA_PASSWORD_FILE: the brokers at ${where} do not accept this sign-in. Mend mechanism, user or password / ` +
      `${where} 的 Kafka 拒绝登录。请更正登录机制、用户名或密码`
    );
  if ('type' in fault && /_AUTHORIZATION_FAILED$/.test(String(fault.type)))
    return (
      `HUYING_KAFKA_USERNAME: at ${where} this user may not do what a service does (${String(fault.type)}). Grant the rights that docs/runbooks/kafka.md names / ` +
      `该用户在 ${where} 权限不足（${String(fault.type)}）。请按 docs/runbooks/kafka.md 授权`
    );
  const code = 'code' in fault ? String(fault.code) : '';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return (
      `HUYING_KAFKA_BROKERS: the certificate of ${where} is for another name. Use the name that it is for / ` +
      `${where} 的证书属于其他主机名。请使用证书上的主机名`
    );
  if (untrusted.has(code))
    return (
      `HUYING_KAFKA_CA_FILE: the certificate of ${where} is not trusted (${code}). Give the file of the authority that signed it, or have it renewed / ` +
      `${where} 的证书不受信任（${code}）。请提供签发机构的证书文件，或更新证书`
    );
  return undefined;
}

const untrusted: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
