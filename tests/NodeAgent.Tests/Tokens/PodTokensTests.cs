using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Krewe.Model.Authentication;
using Krewe.Model.Core;
using Krewe.NodeAgent.Environment;
using Krewe.NodeAgent.Session;
using Krewe.NodeAgent.Tests.Pods;
using Krewe.NodeAgent.Tests.Support;
using Krewe.NodeAgent.Tokens;

namespace Krewe.NodeAgent.Tests.Tokens;

public sealed class PodTokensTests
{
    private static readonly DateTimeOffset Start = Views.Start;

    private static readonly Pod Pod = Assignments.Pod("web", new PodSpec
    {
        ServiceAccountName = "robot",
        Volumes =
        [
            new Volume
            {
                Name = "access",
                Projected = new ProjectedVolumeSource
                {
                    Sources =
                    [
                        new VolumeProjection { ServiceAccountToken = new ServiceAccountTokenProjection { Path = "token", ExpirationSeconds = 3607 } },
                        new VolumeProjection { ServiceAccountToken = new ServiceAccountTokenProjection { Path = "vault", Audience = "vault" } },
                    ],
                },
            },
        ],
    }, "uid-1").Pod;

    private readonly Source _source = new();
    private readonly Dictionary<string, string> _files = [];
    private readonly Clock _clock = new() { Now = Start };

    [Fact]
    public async Task A_pod_gets_tokens_that_are_bound_to_it_and_keeps_them_until_they_are_due()
    {
        var first = await Obtain();
        _source.Asked.ShouldBe(["default/robot for  3607 s of web uid-1", "default/robot for vault 3600 s of web uid-1"]);
        first.RefreshAt.ShouldBe(Start + TimeSpan.FromSeconds(3600 * 0.8));

        Keep(first);
        _clock.Now = first.RefreshAt!.Value - TimeSpan.FromSeconds(1);
        (await Obtain()).Tokens.ShouldBe(first.Tokens);
        _source.Asked.Count.ShouldBe(2);

        _clock.Now = first.RefreshAt.Value;
        var second = await Obtain();
        _source.Asked.Count.ShouldBe(3); // The other one lives seven seconds longer.
        second.Tokens[("access", "vault")].ShouldNotBe(first.Tokens[("access", "vault")]);
        second.Tokens[("access", "token")].ShouldBe(first.Tokens[("access", "token")]);
    }

    [Fact]
    public async Task Without_the_control_plane_the_tokens_that_are_there_go_on_and_new_ones_are_asked_for_soon()
    {
        Keep(await Obtain());
        _source.Away = true;
        _clock.Now = Start + TimeSpan.FromDays(1);
        var held = await Obtain();
        held.Tokens[("access", "token")].ShouldBe(_files["token"]);
        held.RefreshAt.ShouldBe(_clock.Now + TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_pod_without_its_token_does_not_start()
    {
        _source.Away = true;
        (await Should.ThrowAsync<ConfigurationException>(Obtain)).Message.ShouldBe("failed to fetch token: away");
    }

    [Theory]
    [InlineData(600, 480)]
    [InlineData(365 * 86400, 86400)]
    public void A_token_is_renewed_after_four_fifths_of_its_life_or_a_day(long seconds, long due) =>
        TokenLife.Read(Token(Start, seconds, 1))!.Value.RefreshAt.ShouldBe(Start + TimeSpan.FromSeconds(due));

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("x.e30.y")]
    [InlineData("x.W10.y")]
    [InlineData("x.eyJpYXQiOjEsImV4cCI6IngifQ.y")]
    public void Text_that_is_no_token_has_no_life(string text) => TokenLife.Read(text).ShouldBeNull();

    private Task<TokenFiles> Obtain() => new PodTokens(_source with { Clock = _clock }, (_, path) => _files.GetValueOrDefault(path), _clock).Obtain(Pod, CancellationToken.None);

    private void Keep(TokenFiles tokens)
    {
        foreach (var ((_, path), token) in tokens.Tokens)
            _files[path] = token;
    }

    private static string Token(DateTimeOffset from, long seconds, int number)
    {
        var claims = string.Create(CultureInfo.InvariantCulture, $$"""{"iat":{{from.ToUnixTimeSeconds()}},"exp":{{from.ToUnixTimeSeconds() + seconds}},"jti":"{{number}}"}""");
        return $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2ln";
    }

    private sealed record Source : ITokenSource
    {
        public Clock Clock { get; init; } = new();

        public List<string> Asked { get; } = [];

        public bool Away { get; set; }

        public Task<string> Request(string space, string account, TokenRequestSpec wanted, CancellationToken cancellationToken)
        {
            if (Away)
                throw new TransportException("away");
            Asked.Add(string.Create(CultureInfo.InvariantCulture,
                $"{space}/{account} for {string.Join(',', wanted.Audiences)} {wanted.ExpirationSeconds} s of {wanted.BoundObjectRef!.Name} {wanted.BoundObjectRef.Uid}"));
            return Task.FromResult(Token(Clock.GetUtcNow(), wanted.ExpirationSeconds!.Value, Asked.Count));
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
