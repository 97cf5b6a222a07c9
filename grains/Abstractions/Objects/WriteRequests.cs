using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Krewe.Model.Patches;
using Orleans;

namespace Krewe.Grains.Objects;

/// <summary>Which part of an object a write addresses.</summary>
[GenerateSerializer, Alias("krewe.Subresource")]
public enum Subresource
{
    /// <summary>The object itself, without its status.</summary>
    None,

    /// <summary>The status alone.</summary>
    Status,

    /// <summary>The ephemeral containers of a pod alone.</summary>
    EphemeralContainers,

    /// <summary>The desired replicas alone.</summary>
    Scale,
}

/// <summary>Names of subresources.</summary>
public static class SubresourceNames
{
    /// <summary>The name as it stands in URLs and managed fields; empty for the object itself.</summary>
    public static string Name(this Subresource subresource) => subresource switch
    {
        Subresource.Status => "status",
        Subresource.EphemeralContainers => "ephemeralcontainers",
        Subresource.Scale => "scale",
        _ => "",
    };
}

/// <summary>A new object.</summary>
/// <param name="Object">The object as decoded; neither defaulted nor validated yet.</param>
/// <param name="DryRun">True to do all but commit.</param>
/// <param name="FieldManager">Who writes, for managed fields; empty for the control plane itself, whose writes are not tracked.</param>
[GenerateSerializer, Alias("krewe.CreateRequest"), Immutable]
public sealed record CreateRequest(
    [property: Id(0)] ApiDocument Object, [property: Id(1)] bool DryRun = false, [property: Id(2)] string FieldManager = "");

/// <summary>
/// A replacement. With a <c>resourceVersion</c> in the object it is conditional on it; without, it is not (as in Kubernetes).
/// </summary>
[GenerateSerializer, Alias("krewe.UpdateRequest"), Immutable]
public sealed record UpdateRequest(
    [property: Id(0)] ApiDocument Object,
    [property: Id(1)] Subresource Subresource = Subresource.None,
    [property: Id(2)] bool DryRun = false,
    [property: Id(3)] string FieldManager = "");

/// <summary>
/// A patch of the object as it is when the patch arrives. One of type <see cref="PatchType.Apply"/> creates the object where there is none,
/// needs a field manager, and takes fields from others only with <paramref name="Force"/>. The patch
/// is of <paramref name="Version"/> of the kind; null for that in which objects are stored. Where <paramref name="OnVersion"/> is not null, it holds for the object
/// at that resourceVersion only (empty: while there is none), and is a conflict otherwise.
/// </summary>
[GenerateSerializer, Alias("krewe.PatchRequest"), Immutable]
public sealed record PatchRequest(
    [property: Id(0)] PatchType Type,
    [property: Id(1)] ReadOnlyMemory<byte> Body,
    [property: Id(2)] Subresource Subresource = Subresource.None,
    [property: Id(3)] FieldValidation FieldValidation = FieldValidation.Warn,
    [property: Id(4)] bool DryRun = false,
    [property: Id(5)] string FieldManager = "",
    [property: Id(6)] bool Force = false,
    [property: Id(7)] string? Version = null,
    [property: Id(8)] string? OnVersion = null);

/// <summary>New desired replicas; conditional on <paramref name="ResourceVersion"/> where it is not null.</summary>
[GenerateSerializer, Alias("krewe.ScaleRequest"), Immutable]
public sealed record ScaleRequest(
    [property: Id(0)] int Replicas,
    [property: Id(1)] string? ResourceVersion = null,
    [property: Id(2)] bool DryRun = false,
    [property: Id(3)] string FieldManager = "",
    [property: Id(4)] string? Version = null);

/// <summary>A deletion.</summary>
/// <param name="GracePeriodSeconds">Seconds to end gracefully; null for the object's own, 0 for at once.</param>
/// <param name="Propagation">What becomes of the dependents; null for the kind's default.</param>
/// <param name="Uid">Where not null, the object must have this UID.</param>
/// <param name="ResourceVersion">Where not null, the object must have this version.</param>
/// <param name="DryRun">True to do all but commit.</param>
[GenerateSerializer, Alias("krewe.DeleteRequest"), Immutable]
public sealed record DeleteRequest(
    [property: Id(0)] long? GracePeriodSeconds = null,
    [property: Id(1)] PropagationPolicy? Propagation = null,
    [property: Id(2)] string? Uid = null,
    [property: Id(3)] string? ResourceVersion = null,
    [property: Id(4)] bool DryRun = false);
