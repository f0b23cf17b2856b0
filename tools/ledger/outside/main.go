// Outside verifies a log of Huying by code that its makers did not write: torchwood reads C2SP tlog-tiles, and golang.org/x/mod does
// the hashing, the proofs and the signatures, as it does for Go's own checksum database. What is here only passes things on.
//
//	go run . --key VKEY [--key VKEY …] [--index N …] [--old CHECKPOINT …] [--receipt FILE …] LOG
//
// LOG is the address of a log (http://127.0.0.1:8080/log/intake) or a folder of a mirror. Every entry is read and its leaf hash
// compared with the signed tree; the entries named by --index (default: the first, the middle one, the last) are proven included; the
// log is proven to continue each earlier checkpoint given by --old; receipts of it verify. HUYING_TOKEN: an auditor's token, where
// entries are not public. Exit code: 0 all of it holds, 1 something does not, 2 it could not be tried.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
)

type texts []string

func (t *texts) String() string        { return strings.Join(*t, " ") }
func (t *texts) Set(text string) error { *t = append(*t, text); return nil }

// usageError is a fault of whoever typed the command, not of the log.
type usageError struct{ error }

func main() {
	err := run(context.Background(), os.Args[1:])
	var usage usageError
	switch {
	case err == nil:
	case errors.As(err, &usage), errors.Is(err, flag.ErrHelp):
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "✗", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	var keys, indexes, olds, receipts texts
	flags := flag.NewFlagSet("outside", flag.ContinueOnError)
	flags.Var(&keys, "key", "a verifier key of the log; repeatable")
	flags.Var(&indexes, "index", "zero-based entry whose inclusion is proven; repeatable")
	flags.Var(&olds, "old", "file of an earlier signed checkpoint that the log must continue; repeatable")
	flags.Var(&receipts, "receipt", "file of a receipt (tlog-proof) of this log; repeatable")
	if err := flags.Parse(args); err != nil {
		return usageError{err}
	}
	if flags.NArg() != 1 || len(keys) == 0 {
		return usageError{errors.New("say one LOG and at least one --key")}
	}
	policy, err := policyOf(keys)
	if err != nil {
		return usageError{err}
	}
	tiles, err := tilesAt(flags.Arg(0))
	if err != nil {
		return usageError{err}
	}
	log, err := openLog(ctx, tiles, policy)
	if err != nil {
		return err
	}
	fmt.Printf("✓ %s\n  signed tree of %d entries, root %s\n", log.head.Origin, log.head.N, log.head.Hash)
	wanted, err := wantedIndexes(indexes, log.head.N)
	if err != nil {
		return usageError{err}
	}
	for _, check := range []func() error{
		func() error { return log.everyEntry(ctx) },
		func() error { return log.included(ctx, wanted) },
		func() error { return log.continues(ctx, olds) },
		func() error { return log.receipts(receipts) },
	} {
		if err := check(); err != nil {
			return fmt.Errorf("%s: %w", log.head.Origin, err)
		}
	}
	return nil
}
