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
    public bool Differs(Func<ApiObject, object?> part) => Before is null || After is null || !Structure.Same(part(Before), part(After));

    /// <summary>True if more than the status differs.</summary>
    public bool Asks => Before is null || After is null
        || Before.Metadata.Generation != After.Metadata.Generation
        || Before.Metadata.DeletionTimestamp != After.Metadata.DeletionTimestamp
        || Before.Metadata.DeletionGracePeriodSeconds != After.Metadata.DeletionGracePeriodSeconds
        || Differs(static value => value.Metadata.Labels)
        || Differs(static value => value.Metadata.Annotations)
        || Differs(static value => value.Metadata.Finalizers)
        || Differs(static value => value.Metadata.OwnerReferences);
}
