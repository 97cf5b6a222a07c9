using System.Diagnostics.CodeAnalysis;
using Krewe.EmbeddedSilo.CodeGeneration;
using System.Runtime.CompilerServices;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>A state of a grain, with the storage that keeps it. A conflict ends the activation.</summary>
internal sealed class StoredState<
    [DynamicallyAccessedMembers(KeptMembers.Constructors)] T>(Activation activation, string name, IGrainStorage storage) : IPersistentState<T>
{
    private readonly GrainState<T> _record = new(Fresh());

    public T State
    {
        get => _record.State!;
        set => _record.State = value;
    }

    public string? Etag => _record.ETag;

    public bool RecordExists => _record.RecordExists;

    public async Task ReadStateAsync()
    {
        await storage.ReadStateAsync(name, activation.GrainId, _record);
        if (!_record.RecordExists || _record.State is null)
            _record.State = Fresh();
    }

    public async Task WriteStateAsync()
    {
        try
        {
            await storage.WriteStateAsync(name, activation.GrainId, _record);
        }
        catch (InconsistentStateException conflict)
        {
            StepDown(conflict);
            throw;
        }
    }

    public async Task ClearStateAsync()
    {
        try
        {
            await storage.ClearStateAsync(name, activation.GrainId, _record);
            _record.State = Fresh();
        }
        catch (InconsistentStateException conflict)
        {
            StepDown(conflict);
            throw;
        }
    }

    /// <summary>A state that nothing was stored of; as in Orleans without its constructor where that takes arguments.</summary>
    private static T Fresh() => typeof(T).IsValueType || typeof(T).GetConstructor(Type.EmptyTypes) is not null
        ? Activator.CreateInstance<T>()
        : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

    private void StepDown(InconsistentStateException conflict) =>
        activation.Deactivate(new(DeactivationReasonCode.ApplicationError, conflict, $"State {name} was changed by another writer."));
}
