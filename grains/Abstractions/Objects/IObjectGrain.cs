using Krewe.Model.Documents;
using Orleans;
using Orleans.Concurrency;

namespace Krewe.Grains.Objects;

/// <summary>
/// The single writer of one object of the API. Its key is the text of the object's <see cref="Krewe.Model.Kinds.ObjectId"/>.
/// Every method answers refusals as values; an exception means that the outcome is unknown.
/// </summary>
public interface IObjectGrain : IGrainWithStringKey
{
    /// <summary>The object as last committed, or null.</summary>
    [AlwaysInterleave]
    Task<ApiDocument?> Get(CancellationToken cancellationToken);

    /// <summary>
    /// Defaults, validates and commits a new object. Name and namespace are the key's: whoever asks for a generated name makes it before,
    /// and asks the grain of that name.
    /// </summary>
    Task<WriteOutcome> Create(CreateRequest request, CancellationToken cancellationToken);

    /// <summary>Replaces the object, or one of its subresources.</summary>
    Task<WriteOutcome> Update(UpdateRequest request, CancellationToken cancellationToken);

    /// <summary>Applies a patch to the object as it is now; server-side apply makes the object where there is none.</summary>
    Task<WriteOutcome> Patch(PatchRequest request, CancellationToken cancellationToken);

    /// <summary>Sets the desired replicas through the kind's scale mapping.</summary>
    Task<WriteOutcome> Scale(ScaleRequest request, CancellationToken cancellationToken);

    /// <summary>Deletes the object, or marks it for deletion where grace or finalizers ask for time.</summary>
    Task<WriteOutcome> Delete(DeleteRequest request, CancellationToken cancellationToken);
}

/// <summary>The writer of kinds without behaviour of their own (ConfigMap, Secret, ...).</summary>
public interface IPlainObjectGrain : IObjectGrain;
