package store

import (
	"iter"

	"fenceline/internal/domain"
)

// AssetRules yields every remembered answer to "which asset is it?", the oldest first.
func (r *Read) AssetRules() iter.Seq2[domain.AssetRule, error] {
	return scan[domain.AssetRule](r, Range{Prefix: under(pathAssetRule)})
}

// AssetRule is one of them; false where there is none with that id.
func (r *Read) AssetRule(id string) (domain.AssetRule, bool, error) {
	return find[domain.AssetRule](r, path(pathAssetRule, id))
}

// PutAssetRule stores an answer under its id.
func (w *Write) PutAssetRule(rule domain.AssetRule) error {
	rule.Name = ""
	return w.put(path(pathAssetRule, rule.ID), rule)
}

// DeleteAssetRule takes an answer back.
func (w *Write) DeleteAssetRule(id string) error { return w.delete(path(pathAssetRule, id)) }
