using System.Diagnostics.CodeAnalysis;
using Krewe.EmbeddedSilo.CodeGeneration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>Gives the constructor of a grain what it asks for.</summary>
internal sealed class GrainConstruction(Activation activation) : IGrainConstruction
{
    public IGrainContext Context => activation;

    public T Service<T>()
        where T : notnull => activation.ActivationServices.GetRequiredService<T>();

    public T? OptionalService<T>() => activation.ActivationServices.GetService<T>();

    public T KeyedService<T>(object key)
        where T : notnull => activation.ActivationServices.GetRequiredKeyedService<T>(key);

    public IPersistentState<T> PersistentState<
        [DynamicallyAccessedMembers(KeptMembers.Constructors)] T>(
        string stateName, string? storageName)
    {
        var storage = activation.ActivationServices.GetKeyedService<IGrainStorage>(storageName ?? "Default")
            ?? throw new OrleansConfigurationException(
                $"{activation.Binding.Class.Type} keeps its state {stateName} in storage '{storageName ?? "Default"}', which is not registered.");
        var state = new StoredState<T>(activation, stateName, storage);
        activation.Parts.States.Add(state);
        return state;
    }
}
