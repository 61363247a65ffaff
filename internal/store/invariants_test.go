package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// checkInvariants reads everything and compares what records say of each other.
func checkInvariants(t testing.TB, s *store.Store) {
	t.Helper()
	for _, check := range []func(*store.Read) error{
		assetsAreNamed, arrivalsHaveOriginals, currentsAreWhole, targetsHaveTasks, advisoriesHaveOriginals,
		receiptsAreReadable, logHolds,
	} {
		if err := s.View(context.Background(), check); err != nil {
			t.Fatalf("invariant: %v", err)
		}
	}
	if _, _, err := s.Digest(context.Background(), false); err != nil {
		t.Fatalf("invariant: every value can be read: %v", err)
	}
	for _, key := range keys(t, s) {
		if owner, ok := strings.CutPrefix(key, "more/"); ok {
			owner = owner[:strings.LastIndexByte(owner, '/')]
			if value := raw(t, s, owner); len(value) == 0 || value[0] != 2 {
				t.Fatalf("invariant: piece %q belongs to no spilled value", key)
			}
		}
	}
}

func assetsAreNamed(r *store.Read) error {
	for asset, err := range r.Assets() {
		if err != nil {
			return err
		}
		if found, err := r.AssetByName(asset.Name); err != nil || found.ID != asset.ID {
			return fmt.Errorf("asset %q is found as %q: %w", asset.ID, found.ID, err)
		}
	}
	return nil
}

func arrivalsHaveOriginals(r *store.Read) error {
	for arrival, err := range r.Arrivals() {
		if err != nil {
			return err
		}
		data, err := r.Original(arrival.Digest)
		if err != nil || int64(len(data)) != arrival.Size {
			return fmt.Errorf("arrival %q has %d bytes: %w", arrival.ID, len(data), err)
		}
		same, err := r.ArrivalsOf(arrival.Digest)
		if err != nil || len(same) == 0 {
			return fmt.Errorf("arrival %q is not found by its digest: %w", arrival.ID, err)
		}
	}
	return nil
}

func currentsAreWhole(r *store.Read) error {
	for current, err := range r.Currents() {
		if err != nil {
			return err
		}
		held, err := r.Inventory(current.Asset, current.Inventory)
		if err != nil || len(held) != current.Components {
			return fmt.Errorf("asset %q holds %d components, want %d: %w", current.Asset, len(held), current.Components, err)
		}
		if _, err := r.Findings(current.Asset, current.Findings); err != nil {
			return err
		}
	}
	return nil
}

func targetsHaveTasks(r *store.Read) error {
	for target, err := range r.AllTargets() {
		if err != nil {
			return err
		}
		if _, err := r.TaskView(target.Task); err != nil {
			return err
		}
		found := false
		for other, err := range r.TargetsOf(target.Asset) {
			if err != nil {
				return err
			}
			found = found || other.Task == target.Task
		}
		if !found {
			return fmt.Errorf("target %s/%s is not found by its asset", target.Task, target.Asset)
		}
	}
	return nil
}

func advisoriesHaveOriginals(r *store.Read) error {
	for record, err := range r.Advisories("") {
		if err != nil {
			return err
		}
		for _, revision := range record.Revisions {
			if _, err := r.Original(revision.Digest); err != nil {
				return err
			}
		}
		for _, key := range record.Keys {
			if rows, err := r.MatchRowsOf(key, record.Advisory); err != nil || len(rows) == 0 {
				return fmt.Errorf("advisory %q has no rows under %q: %w", record.Advisory, key, err)
			}
		}
		for _, name := range record.Names {
			group, err := r.Group(name)
			if err != nil || len(group.Names) != len(record.Names) {
				return fmt.Errorf("name %q is in a group of %d: %w", name, len(group.Names), err)
			}
		}
	}
	return nil
}

func receiptsAreReadable(r *store.Read) error {
	receipts, err := r.Receipts(0)
	if err != nil {
		return err
	}
	for _, receipt := range receipts {
		if _, err := r.Receipt(receipt.ID); err != nil {
			return err
		}
	}
	return nil
}

// logHolds also checks that no step was logged twice.
func logHolds(r *store.Read) error {
	if _, err := r.VerifyLog(); err != nil {
		return err
	}
	seen := map[domain.LogEvent]bool{}
	for event, err := range r.Events(0, 0, false) {
		if err != nil {
			return err
		}
		again := domain.LogEvent{Verb: event.Verb, Subject: event.Subject}
		if seen[again] {
			return fmt.Errorf("event %d is logged twice", event.Seq)
		}
		seen[again] = true
	}
	return nil
}
