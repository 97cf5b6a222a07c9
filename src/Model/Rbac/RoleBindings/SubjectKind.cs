using Krewe.Model.Schema;

namespace Krewe.Model.Rbac;

/// <summary>What kind of someone a role is given to.</summary>
public readonly record struct SubjectKind(string Value) : IOpenEnum<SubjectKind>
{
    /// <summary>An account of pods.</summary>
    public static SubjectKind ServiceAccount { get; } = new("ServiceAccount");

    /// <summary>A person or program, by the name in its credentials.</summary>
    public static SubjectKind User { get; } = new("User");

    /// <summary>A group of users, by the name in their credentials.</summary>
    public static SubjectKind Group { get; } = new("Group");

    /// <inheritdoc/>
    public static IReadOnlyList<SubjectKind> Known { get; } = [ServiceAccount, User, Group];

    /// <inheritdoc/>
    public static SubjectKind From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
