using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;

namespace Orleans.Storage
{
    /// <summary>
    /// Keeps states in memory, for tests. It keeps the state object itself: states must be immutable, or written as a whole.
    /// </summary>
    internal sealed class MemoryGrainStorage : IGrainStorage
    {
        private readonly ConcurrentDictionary<(string State, GrainId Grain), (object? State, string Etag)> _records = new();
        private long _version;

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (_records.TryGetValue((stateName, grainId), out var record))
            {
                grainState.State = (T?)record.State;
                grainState.ETag = record.Etag;
                grainState.RecordExists = true;
            }
            else
            {
                grainState.ETag = null;
                grainState.RecordExists = false;
            }

            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var next = (grainState.State, Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture));
            _records.AddOrUpdate(
                (stateName, grainId),
                _ => grainState.ETag is null ? next : throw Conflict(stateName, grainId, null, grainState.ETag),
                (_, stored) => stored.Etag == grainState.ETag ? next : throw Conflict(stateName, grainId, stored.Etag, grainState.ETag));
            grainState.ETag = next.Item2;
            grainState.RecordExists = true;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (_records.TryGetValue((stateName, grainId), out var stored))
            {
                if (stored.Etag != grainState.ETag || !_records.TryRemove(KeyValuePair.Create((stateName, grainId), stored)))
                    throw Conflict(stateName, grainId, stored.Etag, grainState.ETag);
            }

            grainState.ETag = null;
            grainState.RecordExists = false;
            return Task.CompletedTask;
        }

        private static InconsistentStateException Conflict(string stateName, GrainId grainId, string? stored, string? expected) =>
            new($"State {stateName} of {grainId} was changed by another writer.", stored, expected);
    }
}

namespace Orleans.Hosting
{
    /// <summary>Registers storages that keep states in memory.</summary>
    public static class MemoryGrainStorageSiloBuilderExtensions
    {
        /// <summary>Registers a storage in memory under a name.</summary>
        public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name)
        {
            builder.Services.AddGrainStorage(name, (_, _) => new Storage.MemoryGrainStorage());
            return builder;
        }

        /// <summary>Registers a storage in memory as the default.</summary>
        public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder) => builder.AddMemoryGrainStorage("Default");
    }
}
