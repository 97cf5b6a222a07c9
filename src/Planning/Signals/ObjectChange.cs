using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.Comparison;

namespace Krewe.Planning.Signals;

/// <summary>One durable change, with the questions that routes ask of it.</summary>
internal readonly struct ObjectChange(ApiObject? before, ApiObject? after)
{
    public ApiObject? Before { get; } = before;

    public ApiObject? After { get; } = after;

    /// <summary>The object as it is, or as it was last.</summary>
    public ApiObject Latest { get; } = after ?? before ?? throw new ArgumentException("a change has a state before or after it", nameof(after));

    public ObjectMeta Metadata => Latest.Metadata;

    public string Namespace => Metadata.Namespace ?? "";

    public ObjectId Id => new(Latest.Definition.Collection, new ObjectKey(Namespace, Metadata.Name ?? ""));

    public bool IsNew => Before is null;

    public bool IsGone => After is null;

    /// <summary>True if a part of the object differs, or the object came or went.</summary>
    public bool Differs<T>(Func<ApiObject, T> part) =>
        Before is null || After is null || !EqualityComparer<T>.Default.Equals(part(Before), part(After));

    /// <inheritdoc cref="Differs"/>
    public bool DiffersIn<T>(Func<ApiObject, IReadOnlyDictionary<string, T>> part) =>
        Before is null || After is null || !Contents.Same(part(Before), part(After));

    /// <inheritdoc cref="Differs"/>
    public bool DiffersIn<T>(Func<ApiObject, IReadOnlyList<T>> part) => Before is null || After is null || !Contents.Same(part(Before), part(After));

    /// <summary>True if more than the status differs.</summary>
    public bool Asks => Before is null || After is null
        || Before.Metadata.Generation != After.Metadata.Generation
        || Before.Metadata.DeletionTimestamp != After.Metadata.DeletionTimestamp
        || Before.Metadata.DeletionGracePeriodSeconds != After.Metadata.DeletionGracePeriodSeconds
        || DiffersIn(static value => value.Metadata.Labels)
        || DiffersIn(static value => value.Metadata.Annotations)
        || DiffersIn(static value => value.Metadata.Finalizers)
        || DiffersIn(static value => value.Metadata.OwnerReferences);
}
