package main

import (
	"context"
	"fmt"
	"os"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/tlog"
)

// publishedLog is a log as somebody outside sees it, with its signed tree.
type publishedLog struct {
	tiles  torchwood.TileReader
	policy torchwood.Policy
	head   torchwood.Checkpoint
}

func openLog(ctx context.Context, tiles torchwood.TileReader, policy torchwood.Policy) (*publishedLog, error) {
	signed, err := tiles.ReadEndpoint(ctx, "checkpoint")
	if err != nil {
		return nil, err
	}
	head, _, err := torchwood.VerifyCheckpoint(signed, policy)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	return &publishedLog{tiles, policy, head}, nil
}

// hashes reads the tree's hashes from its tiles, each authenticated against the signed root.
func (l *publishedLog) hashes(ctx context.Context) tlog.HashReader {
	return torchwood.TileHashReaderWithContext(ctx, l.head.Tree, l.tiles)
}

// everyEntry reads all entries; the client compares each one's leaf hash with the tree.
func (l *publishedLog) everyEntry(ctx context.Context) error {
	if l.head.N == 0 {
		return isRootOf(l.head.Tree, nil)
	}
	client, err := torchwood.NewClient(l.tiles)
	if err != nil {
		return err
	}
	var entries, bytes int64
	for _, entry := range client.AllEntries(ctx, l.head.Tree, 0) {
		entries++
		bytes += int64(len(entry))
	}
	if err := client.Err(); err != nil {
		return err
	}
	if entries != l.head.N {
		return fmt.Errorf("%d entries where the tree has %d", entries, l.head.N)
	}
	fmt.Printf("  %d entries read, %d bytes, every leaf hash is the tree's\n", entries, bytes)
	return nil
}

func (l *publishedLog) included(ctx context.Context, indexes []int64) error {
	client, err := torchwood.NewClient(l.tiles)
	if err != nil {
		return err
	}
	for _, index := range indexes {
		_, proof, err := client.Entry(ctx, l.head.Tree, index)
		if err != nil {
			return err
		}
		fmt.Printf("  entry %d is included (%d hashes)\n", index, len(proof))
	}
	return nil
}

func (l *publishedLog) continues(ctx context.Context, files []string) error {
	for _, file := range files {
		signed, err := os.ReadFile(file)
		if err != nil {
			return usageError{err}
		}
		old, _, err := torchwood.VerifyCheckpoint(signed, l.policy)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if old.N == 0 {
			err = isRootOf(old.Tree, nil)
		} else {
			var proof tlog.TreeProof
			if proof, err = tlog.ProveTree(l.head.N, old.N, l.hashes(ctx)); err == nil {
				err = tlog.CheckTree(proof, l.head.N, l.head.Hash, old.N, old.Hash)
			}
		}
		if err != nil {
			return fmt.Errorf("does not continue the checkpoint of %d entries: %w", old.N, err)
		}
		fmt.Printf("  continues its checkpoint of %d entries\n", old.N)
	}
	return nil
}

func (l *publishedLog) receipts(files []string) error {
	for _, file := range files {
		receipt, err := os.ReadFile(file)
		if err != nil {
			return usageError{err}
		}
		entry, err := torchwood.ProofExtraData(receipt)
		if err == nil {
			err = torchwood.VerifyProof(l.policy, tlog.RecordHash(entry), receipt)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		fmt.Printf("  receipt %s verifies\n", file)
	}
	return nil
}

// isRootOf checks the root of a tree whose hashes are all at hand.
func isRootOf(tree tlog.Tree, hashes tlog.HashReader) error {
	root, err := tlog.TreeHash(tree.N, hashes)
	if err == nil && root != tree.Hash {
		err = fmt.Errorf("root %s where it must be %s", tree.Hash, root)
	}
	return err
}
