/* A library that needs no C library: a thread-local, data, a constructor, functions that are and are not exported. */
static int hidden(int a) { return a * 3; }
int counter = 7;
const char *const names[] = {"one", "two", "three"};
__attribute__((constructor)) void begin(void) { counter += hidden(2); }
int answer(int a) { return hidden(a) + counter + names[1][0]; }
