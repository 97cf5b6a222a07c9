using Krewe.Model.Apiextensions;

namespace Krewe.Planning.CustomResources;

/// <summary>Why a definition does not get all the names that it asks for.</summary>
internal sealed record NameConflict(string Reason, string Message);

/// <summary>Which names a definition gets: those that it asks for, unless others have them; of those it keeps what it had.</summary>
internal static class NameChoice
{
    public static (CustomResourceDefinitionNames Names, NameConflict? Conflict) Of(
        CustomResourceDefinitionNames asked, CustomResourceDefinitionNames had, TakenNames taken)
    {
        NameConflict? conflict = null;
        var names = new CustomResourceDefinitionNames
        {
            Plural = Choose(asked.Plural, had.Plural, taken.Resources, "PluralConflict"),
            Singular = Choose(asked.Singular ?? "", had.Singular ?? "", taken.Resources, "SingularConflict"),
            ShortNames = asked.ShortNames.Where(taken.Resources.Contains).ToArray() is { Length: > 0 } clashing
                ? Refuse("ShortNamesConflict", clashing, had.ShortNames)
                : asked.ShortNames,
            Kind = Choose(asked.Kind, had.Kind, taken.Kinds, "KindConflict"),
            ListKind = Choose(asked.ListKind ?? "", had.ListKind ?? "", taken.Kinds, "ListKindConflict"),
            Categories = asked.Categories,
        };
        return (names, conflict);

        string Choose(string wanted, string before, IReadOnlySet<string> others, string reason) =>
            others.Contains(wanted) ? Refuse(reason, [wanted], before) : wanted;

        T Refuse<T>(string reason, IReadOnlyList<string> clashing, T before)
        {
            conflict = new NameConflict(reason, string.Join(", ", clashing.Select(name => $"\"{name}\" is already in use")));
            return before;
        }
    }
}
