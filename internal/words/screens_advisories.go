package words

import "fenceline/internal/domain"

// TouchesSentence says what an advisory means here.
func TouchesSentence(t *domain.Touches) string {
	affected := Plural(t.Affected, "{n} asset is affected", "{n} assets are affected")
	untold := Plural(t.CannotTell, "of {n} it cannot be told", "of {n} it cannot be told")
	switch {
	case t.Affected > 0 && t.CannotTell > 0:
		return Text("{affected}, {untold}.", "affected", affected, "untold", untold)
	case t.Affected > 0:
		return affected + "."
	case t.CannotTell > 0:
		return Plural(t.CannotTell, "Of {n} asset it cannot be told whether it is affected.", "Of {n} assets it cannot be told whether they are affected.")
	}
	return Text("No inventory here holds what it names, as far as inventories are known.")
}

// AssetVerdict says what an advisory means for one asset.
func AssetVerdict(t *domain.TouchedAsset) string {
	return Text("{asset}: {verdict}", "asset", t.Name, "verdict", Verdict(t.Verdict, false))
}
