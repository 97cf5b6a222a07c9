using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Orleans;

namespace Krewe.Grains.Admission;

/// <summary>
/// A rule of admission: what the cluster has to say about a write, beyond what the kind's own rules say of the object. It first reads
/// what it rests on, once for each write; what follows from that is decided by a planner.
/// </summary>
internal interface IAdmissionRule
{
    /// <summary>True where the rule has a say. Asked once for each kind, so that a kind without rules costs nothing.</summary>
    bool Concerns(KindDefinition kind);

    /// <summary>Reads what the rule rests on.</summary>
    Task<IAdmission> Observe(IGrainFactory grains, AdmissionRequest request, CancellationToken cancellationToken);
}

/// <summary>What a rule makes of one write.</summary>
internal interface IAdmission
{
    /// <summary>The quotas that the commit must keep to.</summary>
    IReadOnlyList<ApiDocument> Quotas => [];

    /// <summary>Changes the object, before it is validated; several rules do so in their order.</summary>
    ValueTask<Outcome<ApiObject>> Change(ApiObject value, CancellationToken cancellationToken) => new(value);

    /// <summary>Refuses the object, after all changes and once it is valid.</summary>
    ValueTask<ApiFailure?> Judge(ApiObject value, CancellationToken cancellationToken) => new((ApiFailure?)null);
}

/// <summary>Has nothing to say about a write.</summary>
internal sealed class Unrestricted : IAdmission
{
    /// <summary>The only one.</summary>
    public static Unrestricted Instance { get; } = new();
}

/// <summary>A write that asks to be admitted.</summary>
/// <param name="Id">The object.</param>
/// <param name="DryRun">True where nothing will be written.</param>
internal sealed record AdmissionRequest(ObjectId Id, bool DryRun);
