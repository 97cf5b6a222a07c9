using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>The engine of one process: what all its parts share, its start and its end.</summary>
internal sealed class Silo : IClusterClient
{
    private readonly string _name;
    private int _observers;
    private volatile bool _isRunning;

    public Silo(IServiceProvider services)
    {
        ServiceProvider = services;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Turns = services.GetService<TurnScheduler>() ?? new ThreadPoolTurnScheduler();
        Messaging = services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;
        Collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        _name = services.GetRequiredService<IOptions<SiloOptions>>().Value.SiloName;
        Log = new SiloLog(services.GetRequiredService<ILoggerFactory>().CreateLogger("Krewe.EmbeddedSilo"));
        IncomingFilters = [.. services.GetServices<IIncomingGrainCallFilter>()];
        OutgoingFilters = [.. services.GetServices<IOutgoingGrainCallFilter>()];
        Directory = new GrainDirectory(this);
        Calls = new CallSender(this);
        Collector = new IdleCollector(this);
        Deadlines = new DeadlineMonitor(this);
        Reminders = new ReminderClock(this);
        var chosen = services.GetRequiredService<IOptions<EmbeddedSiloOptions>>().Value.GrainAssemblies;
        Types = new GrainCatalog(this, chosen.Count > 0 ? chosen : GrainAssemblies.Find());
    }

    public IServiceProvider ServiceProvider { get; }

    public TimeProvider Time { get; }

    public TurnScheduler Turns { get; }

    public SiloMessagingOptions Messaging { get; }

    public GrainCollectionOptions Collection { get; }

    public SiloLog Log { get; }

    public IIncomingGrainCallFilter[] IncomingFilters { get; }

    public IOutgoingGrainCallFilter[] OutgoingFilters { get; }

    public GrainDirectory Directory { get; }

    public CallSender Calls { get; }

    public IdleCollector Collector { get; }

    public DeadlineMonitor Deadlines { get; }

    public ReminderClock Reminders { get; }

    public GrainCatalog Types { get; }

    /// <summary>Whether grains may be activated.</summary>
    public bool IsRunning => _isRunning;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _isRunning = true;
        Collector.Start();
        await Reminders.StartAsync(cancellationToken);
        Log.Started(_name, Types.Classes, Types.Manifests);
    }

    /// <summary>Ends all activations. Waits for them until the token is cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_isRunning)
            return;

        await Reminders.StopAsync(cancellationToken);
        _isRunning = false;
        Collector.Dispose();
        var ending = Directory.Activations.ToList();
        foreach (var activation in ending)
            activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The silo stops."), CancellationToken.None);
        try
        {
            await Task.WhenAll(ending.Select(activation => activation.Deactivated))
                .WaitAsync(Collection.DeactivationTimeout, Time, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            Log.StoppedEarly(ending.Count(activation => !activation.Deactivated.IsCompleted));
        }

        Deadlines.Dispose();
    }

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)(object)Reference(typeof(TGrainInterface), primaryKey, grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => (IGrain)Reference(grainInterfaceType, grainPrimaryKey, null);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => (TGrainInterface)(object)ReferenceTo(typeof(TGrainInterface), grainId);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is GrainReference or IGrainBase)
            throw new ArgumentException("Only an object outside of grains needs a reference; grains are called through their own.", nameof(obj));

        var id = GrainId.Create(ObserverHost.Type, $"{Interlocked.Increment(ref _observers)}");
        var reference = (TGrainObserverInterface)(object)ReferenceTo(typeof(TGrainObserverInterface), id);
        Directory.Add(new ObserverHost(this, id, obj));
        return reference;
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not GrainReference reference)
            throw new ArgumentException("Give the reference that was created, not the object.", nameof(obj));

        Directory.Remove(reference.GrainId);
    }

    public GrainReference ReferenceTo(Type interfaceType, GrainId id)
    {
        var shared = Types.Interface(interfaceType);
        return shared.Interface.CreateReference(shared, id);
    }

    private GrainReference Reference(Type interfaceType, string key, string? classNamePrefix)
    {
        var shared = Types.Interface(interfaceType);
        var binding = Types.ImplementationOf(interfaceType, classNamePrefix);
        return shared.Interface.CreateReference(shared, GrainId.Create(binding.GrainType, key));
    }
}
