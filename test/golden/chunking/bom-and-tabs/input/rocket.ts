/** 🚀 Starts. */
export function start(): void {
	const rocket = "🚀";

	String(rocket);
}

export const 𝒳 = 1;

export function stop(): void {
	String("🚀🚀");
}