namespace Krewe.Model.Names;

/// <summary>Says what is wrong with a name, as Kubernetes words it; an empty list means that nothing is. See <see cref="NameRules"/>.</summary>
public delegate IReadOnlyList<string> NameRule(string name);
