using Krewe.Grains.Collections;
using Krewe.Grains.Objects;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Simulation.Engine;
using Krewe.Simulation.Network;
using Krewe.Simulation.Silos;

namespace Krewe.Simulation.Users;

/// <summary>
/// Somebody who creates, scales, rolls, reads and deletes at random, one request after the other, and holds every answer against the
/// ledger.
/// </summary>
internal sealed class SimulatedUser
{
    private readonly World _world;
    private readonly Random _random;
    private readonly Host _host;
    private readonly ValueUser _values;
    private bool _ended;

    public SimulatedUser(World world, string name)
    {
        _world = world;
        _random = new Random(world.Random.Next());
        _host = new Host("users", new SimulatedProcess(world.Conductor, name));
        _values = new ValueUser(world, this, name, _random);
    }

    /// <summary>True while an answer is waited for.</summary>
    public bool IsBusy { get; private set; }

    public void Begin() => _host.Process.Start(async () =>
    {
        while (!_ended)
        {
            IsBusy = true;
            await Act();
            IsBusy = false;
            await Task.Delay(_world.Settings.Pause * _random.NextDouble(), _host.Process.Clock);
        }
    });

    public void End() => _ended = true;

    /// <summary>Asks the silo that serves. Null where no answer came or the server failed: what was asked for may have happened.</summary>
    public async Task<T?> Ask<T>(Func<SimulatedSilo, Task<T>> request) where T : class
    {
        if (_world.PickSilo() is not { } silo)
            return null;
        try
        {
            return await _world.Network.Request(_host, silo.Host, () => _world.Serve(silo, request));
        }
        catch (Exception error) when (error is ConnectionLostException or ServerErrorException)
        {
            return null;
        }
    }

    /// <summary>Writes, and checks the answer.</summary>
    public async Task<WriteOutcome?> Write(ObjectId id, Func<IObjectGrain, Task<WriteOutcome>> write)
    {
        var outcome = await Ask(silo => write(silo.Grains.GetObject(id)));
        if (outcome is WriteOutcome.Written written)
            _world.Reads.OnWritten(id, written);
        return outcome;
    }

    /// <summary>Reads an object, and checks the answer; the outer null stands for no answer.</summary>
    public async Task<Found?> Read(ObjectId id)
    {
        var seen = _world.Reads.Seen(id);
        var found = await Ask(async silo => new Found(await silo.Grains.GetObject(id).Get(CancellationToken.None)));
        if (found is not null)
            _world.Reads.OnRead(id, found.Document, seen);
        return found;
    }

    private Task Act() => _random.Next(20) switch
    {
        < 8 => _values.Act(),
        8 => List(),
        < 11 => Put(Samples.Deployment(Name("d", 2), _random)),
        11 => Scale(Id(DeploymentKind.Instance, Name("d", 2))),
        12 => Delete(Id(DeploymentKind.Instance, Name("d", 2)), null),
        13 => Put(Samples.ReplicaSet(Name("r", 2), _random)),
        14 => Scale(Id(ReplicaSetKind.Instance, Name("r", 2))),
        15 => Delete(Id(ReplicaSetKind.Instance, Name("r", 2)), (PropagationPolicy)_random.Next(2)),
        16 => Put(Samples.Pod(Name("p", 3), _random)),
        17 => Delete(Id(PodKind.Instance, Name("p", 3)), null),
        18 => DeleteSomePod(),
        _ => Read(Id(DeploymentKind.Instance, Name("d", 2))),
    };

    private async Task Put(ApiObject value)
    {
        var document = ApiDocument.Draft(value);
        if (await Write(document.Id, grain => grain.Create(new CreateRequest(document), CancellationToken.None)) is WriteOutcome.Refused { Failure.Reason: FailureReason.AlreadyExists } && value is not Pod)
            await Write(document.Id, grain => grain.Update(new UpdateRequest(document), CancellationToken.None));
    }

    private Task Scale(ObjectId id) => Write(id, grain => grain.Scale(new ScaleRequest(_random.Next(6)), CancellationToken.None));

    private Task Delete(ObjectId id, PropagationPolicy? propagation) => Write(id, grain => grain.Delete(
        new DeleteRequest(_random.Next(4) == 0 ? 0 : _random.Next(3) == 0 ? 2 : null, propagation), CancellationToken.None));

    private async Task List()
    {
        var kind = ((KindDefinition[])[PodKind.Instance, ReplicaSetKind.Instance, DeploymentKind.Instance, ConfigMapKind.Instance])[_random.Next(4)];
        var seen = _world.Reads.Seen(kind);
        if (await Ask(silo => silo.Grains.GetCollection(kind).List(new ObjectQuery())) is { } snapshot)
            _world.Reads.OnListed(kind, snapshot, seen);
    }

    private async Task DeleteSomePod()
    {
        if (await Ask(silo => silo.Grains.GetCollection(PodKind.Instance).List(new ObjectQuery())) is { Documents: { Count: > 0 } pods })
            await Delete(pods[_random.Next(pods.Count)].Id, null);
    }

    private string Name(string prefix, int count) => $"{prefix}{_random.Next(count)}";

    private static ObjectId Id(KindDefinition kind, string name) => new(kind.Collection, new ObjectKey("default", name));
}

/// <summary>The answer of a read.</summary>
internal sealed record Found(ApiDocument? Document);
