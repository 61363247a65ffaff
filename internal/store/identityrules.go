package store

import (
	"iter"

	"fenceline/internal/domain"
)

// IdentityRules yields every answer to a question of identity, by component and
// product.
func (r *Read) IdentityRules() iter.Seq2[domain.IdentityRule, error] {
	return scan[domain.IdentityRule](r, Range{Prefix: under(pathIdentityRule)})
}

// IdentityRule is the answer for a pair; false where there is none.
func (r *Read) IdentityRule(component, product domain.PackageKey) (domain.IdentityRule, bool, error) {
	return find[domain.IdentityRule](r, path(pathIdentityRule, string(component), string(product)))
}

// PutIdentityRule stores an answer in the place of the one before.
func (w *Write) PutIdentityRule(rule domain.IdentityRule) error {
	return w.put(path(pathIdentityRule, string(rule.Component), string(rule.Product)), rule)
}

// DeleteIdentityRule takes an answer back.
func (w *Write) DeleteIdentityRule(component, product domain.PackageKey) error {
	return w.delete(path(pathIdentityRule, string(component), string(product)))
}
