using Krewe.EmbeddedSilo.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Krewe.EmbeddedSilo.Tests;

internal static class SiloExtensions
{
    public static DeterministicSilo Create(int seed = 1, Action<ISiloBuilder>? configure = null) => new(seed, silo =>
    {
        silo.Services.AddSingleton<Journal>();
        silo.AddMemoryGrainStorageAsDefault();
        silo.UseInMemoryReminderService();
        configure?.Invoke(silo);
    });

    public static IReadOnlyList<string> Journal(this DeterministicSilo silo) => silo.Services.GetRequiredService<Journal>().Lines;
}
