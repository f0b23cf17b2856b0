import type { PartitionAssigner } from 'kafkajs';
import { AssignerProtocol } from './kafkajs.js';

/**
 * Gives every partition to one member of the group: the one that has been in it longest. The others stand by and take over when it goes.
 *
 * A consumer settles the events of a log in the log's order (ADR 0011): an event may name cases of other partitions, so an order within
 * partitions is not enough, and the lock on the checkpoint would let instances work one after the other anyway.
 *
 * @param since when this instance came, epoch milliseconds
 */
export const onlyOneMember =
  (since: number): PartitionAssigner =>
  ({ cluster }) => ({
    name: 'huying-only-one',
    version: 1,
    assign({ members, topics }) {
      const eldest = members
        .map(({ memberId, memberMetadata }) => ({ memberId, since: sinceOf(memberMetadata) }))
        .sort((a, b) => a.since - b.since || (a.memberId < b.memberId ? -1 : 1))[0]?.memberId;
      const all = Object.fromEntries(
        topics.map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).map((each) => each.partitionId)]),
      );
      return Promise.resolve(
        members.map(({ memberId }) => ({
          memberId,
          memberAssignment: AssignerProtocol.MemberAssignment.encode({
            version: 1,
            assignment: memberId === eldest ? all : {},
            userData: Buffer.alloc(0),
          }),
        })),
      );
    },
    protocol({ topics }) {
      return {
        name: 'huying-only-one',
        metadata: AssignerProtocol.MemberMetadata.encode({ version: 1, topics, userData: Buffer.from(String(since)) }),
      };
    },
  });

function sinceOf(metadata: Buffer): number {
  const since = Number(AssignerProtocol.MemberMetadata.decode(metadata)?.userData.toString());
  return Number.isFinite(since) ? since : Number.MAX_SAFE_INTEGER;
}
