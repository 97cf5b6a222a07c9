using Krewe.EmbeddedSilo.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>A grain class as one silo runs it.</summary>
internal sealed class GrainBinding
{
    public GrainBinding(Silo silo, GrainClass grainClass)
    {
        Silo = silo;
        Class = grainClass;
        GrainType = GrainType.Create(grainClass.GrainType);
        MaxWorkers = grainClass.MaxWorkers < 0 ? silo.Turns.DefaultWorkers : grainClass.MaxWorkers;
        BacklogLimit = MaxWorkers > 0
            ? silo.Messaging.MaxEnqueuedRequestsHardLimit_StatelessWorker
            : silo.Messaging.MaxEnqueuedRequestsHardLimit;
        HasFilters = silo.IncomingFilters.Length > 0 || grainClass.Type.IsAssignableTo(typeof(IIncomingGrainCallFilter));

        var age = grainClass.AgeLimitMinutes is { } minutes
            ? double.IsInfinity(minutes) ? TimeSpan.MaxValue : TimeSpan.FromMinutes(minutes)
            : silo.Collection.ClassSpecificCollectionAge.GetValueOrDefault(grainClass.Type.FullName!, silo.Collection.CollectionAge);
        IdlePasses = age == TimeSpan.MaxValue ? int.MaxValue : (int)Math.Ceiling(age / silo.Collection.CollectionQuantum);
    }

    public Silo Silo { get; }

    public GrainClass Class { get; }

    public GrainType GrainType { get; }

    public int MaxWorkers { get; }

    public int BacklogLimit { get; }

    public bool HasFilters { get; }

    /// <summary>After how many passes of the collector without use an activation ends.</summary>
    public int IdlePasses { get; }
}
