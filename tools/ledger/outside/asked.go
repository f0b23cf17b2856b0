package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
)

// policyOf trusts whoever holds one of the keys, for the log that the keys are named after.
func policyOf(keys []string) (torchwood.Policy, error) {
	var anyOf []torchwood.Policy
	var origin string
	for _, key := range keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return nil, fmt.Errorf("--key %s: %w", key, err)
		}
		if origin != "" && origin != verifier.Name() {
			return nil, errors.New("all keys must be of one log")
		}
		origin = verifier.Name()
		anyOf = append(anyOf, torchwood.SingleVerifierPolicy(verifier))
	}
	return torchwood.ThresholdPolicy(2, torchwood.OriginPolicy(origin), torchwood.ThresholdPolicy(1, anyOf...)), nil
}

func tilesAt(place string) (torchwood.TileReader, error) {
	if !strings.HasPrefix(place, "http://") && !strings.HasPrefix(place, "https://") {
		return torchwood.NewTileFS(os.DirFS(place))
	}
	client := &http.Client{Timeout: 30 * time.Second, Transport: bearer{os.Getenv("HUYING_TOKEN")}}
	return torchwood.NewTileFetcher(place, torchwood.WithHTTPClient(client), torchwood.WithConcurrencyLimit(4))
}

type bearer struct{ token string }

func (b bearer) RoundTrip(request *http.Request) (*http.Response, error) {
	if b.token != "" {
		request = request.Clone(request.Context())
		request.Header.Set("Authorization", "Bearer "+b.token)
	}
	return http.DefaultTransport.RoundTrip(request)
}

// wantedIndexes defaults to the first entry, the middle one and the last.
func wantedIndexes(said []string, size int64) ([]int64, error) {
	if len(said) == 0 && size > 0 {
		return []int64{0, size / 2, size - 1}, nil
	}
	var indexes []int64
	for _, text := range said {
		index, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("--index %s is no number", text)
		}
		indexes = append(indexes, index)
	}
	return indexes, nil
}
