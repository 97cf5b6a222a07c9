using Krewe.EmbeddedSilo.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Krewe.EmbeddedSilo;

/// <summary>Adds the embedded engine to a host.</summary>
public static class EmbeddedSiloServices
{
    /// <summary>
    /// Adds a silo that starts and stops with the host, and <see cref="IGrainFactory"/> and <see cref="IClusterClient"/> to call its
    /// grains from any thread. Its clock is the registered <see cref="TimeProvider"/>, or the system's.
    /// </summary>
    public static IServiceCollection AddEmbeddedSilo(this IServiceCollection services, Action<ISiloBuilder>? configure = null) =>
        services.AddEmbeddedSilo(new ConfigurationBuilder().Build(), configure);

    /// <inheritdoc cref="AddEmbeddedSilo(IServiceCollection, Action{ISiloBuilder}?)"/>
    public static IServiceCollection AddEmbeddedSilo(
        this IServiceCollection services, IConfiguration configuration, Action<ISiloBuilder>? configure = null)
    {
        services.AddLogging();
        services.AddOptions<SiloMessagingOptions>();
        services.AddOptions<GrainCollectionOptions>();
        services.AddOptions<SiloOptions>();
        services.AddOptions<EmbeddedSiloOptions>();
        services.TryAddSingleton<Silo>();
        services.TryAddSingleton<IClusterClient>(provider => provider.GetRequiredService<Silo>());
        services.TryAddSingleton<IGrainFactory>(provider => provider.GetRequiredService<Silo>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SiloHost>());
        configure?.Invoke(new SiloBuilder(services, configuration));
        return services;
    }

    private sealed record SiloBuilder(IServiceCollection Services, IConfiguration Configuration) : ISiloBuilder;

    private sealed class SiloHost(Silo silo) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => silo.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => silo.StopAsync(cancellationToken);
    }
}
